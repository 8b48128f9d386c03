import type { FastifyInstance } from "fastify";
import type { SubjectKind } from "../../events/subject.ts";
import type { PrivacyDoor } from "../../engine/forget/door.ts";
import { callerOf } from "../access/gate.ts";
import { type Call, addRoute } from "../access/routes.ts";
import { RequestProblem } from "../problem.ts";

/** Forgetting people and accounts: for administrators, and for keys that were made for it. */
export function privacyRoutes(app: FastifyInstance, door: PrivacyDoor): void {
  const forget = (kind: SubjectKind) => ({ request, id }: Call<"forgetUser" | "forgetAccount">) => {
    if (id === "") throw new RequestProblem("not_found", `Name the ${kind} in the path.`);
    return door.forget(callerOf(request).workspace, { kind, id });
  };
  addRoute(app, "forgetUser", forget("user"));
  addRoute(app, "forgetAccount", forget("account"));
  addRoute(app, "listForgotten", ({ request }) => door.list(callerOf(request).workspace));
}
