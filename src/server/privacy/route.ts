import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { exportPaths } from "../../contract/paths.ts";
import { type SubjectKind, subjectKinds } from "../../events/subject.ts";
import type { PrivacyDoor } from "../../engine/forget/door.ts";
import { callerOf } from "../access/gate.ts";
import { forRole } from "../access/policy.ts";
import { type Call, addRoute, patternOf } from "../access/routes.ts";
import { RequestProblem } from "../problem.ts";

/** Forgetting people and accounts, and saying what is held of them: for administrators, and for keys that were made for it. */
export function privacyRoutes(app: FastifyInstance, door: PrivacyDoor): void {
  const forget = (kind: SubjectKind) => ({ request, id }: Call<"forgetUser" | "forgetAccount">) => {
    if (id === "") throw new RequestProblem("not_found", `Name the ${kind} in the path.`);
    return door.forget(callerOf(request).workspace, { kind, id });
  };
  const count = (kind: SubjectKind) => ({ request, id }: Call<"countHeldOfUser" | "countHeldOfAccount">) => door.preview(callerOf(request).workspace, { kind, id });
  addRoute(app, "countHeldOfUser", count("user"));
  addRoute(app, "countHeldOfAccount", count("account"));
  addRoute(app, "forgetUser", forget("user"));
  addRoute(app, "forgetAccount", forget("account"));
  for (const kind of subjectKinds) {
    app.get<{ Params: Readonly<Record<string, string>> }>(patternOf(exportPaths[kind]), { config: { policy: forRole("administrator", "privacy") } }, async (request, reply) => {
      const records = door.held(callerOf(request).workspace, { kind, id: Object.values(request.params)[0] ?? "" });
      // The first is read before anything is answered, so that a store that is away is a problem and no empty answer.
      const reading = records[Symbol.asyncIterator]();
      const first = await reading.next().catch((error: unknown) => {
        throw new RequestProblem("unavailable", `What is held can't be read at the moment (${error instanceof Error ? error.name : "failed"}). Ask again later.`, { headers: { "retry-after": "5" } });
      });
      return reply.header("content-type", "application/x-ndjson; charset=utf-8").header("cache-control", "no-store").send(Readable.from(lines(first, reading)));
    });
  }
  addRoute(app, "listForgotten", ({ request }) => door.list(callerOf(request).workspace));
}

async function* lines(first: IteratorResult<object>, rest: AsyncIterator<object>): AsyncIterable<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield `${JSON.stringify(next.value)}\n`;
  } finally {
    // Whoever hangs up leaves nothing open of what was being read.
    await rest.return?.();
  }
}
