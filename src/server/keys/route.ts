import type { FastifyInstance } from "fastify";
import type { KeyRing } from "../../engine/access/key-ring.ts";
import { presentKey } from "../../engine/access/present-key.ts";
import type { Principal } from "../../engine/access/principal.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";
import { RequestProblem } from "../problem.ts";

/** `/api/v1/keys`: an administrator makes, sees and revokes the keys of the own workspace. */
export function keyRoutes(app: FastifyInstance, keys: KeyRing): void {
  addRoute(app, "listKeys", () => ({ keys: keys.list().map(presentKey) }));
  addRoute(app, "createKey", async ({ request, body }) => {
    const { expiresAt, ...wish } = body;
    const made = await keys.create({ ...wish, ...authorOf(callerOf(request)), ...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }) });
    if (made === "name_taken") throw new RequestProblem("name_taken", `There is a ${body.kind} key called \`${body.name}\` already; revoke it first, or choose another name.`);
    return { key: presentKey(made.key), text: made.text };
  });
  addRoute(app, "revokeKey", async ({ id }) => {
    if (!(await keys.revoke(id))) throw new RequestProblem("not_found", "There is no such key.");
  });
}

const authorOf = (caller: Principal): { readonly createdBy?: string } => (caller.kind === "teammate" ? { createdBy: caller.teammate.email } : {});
