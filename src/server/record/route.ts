import type { FastifyInstance, FastifyRequest } from "fastify";
import { includesRole } from "../../contract/access.ts";
import type { RecordName } from "../../contract/record-paths.ts";
import { type RecordBody, type RecordRoute, recordRoutes } from "../../contract/record-routes.ts";
import { recordedSchema } from "../../contract/record.ts";
import type { Principal } from "../../engine/access/principal.ts";
import type { TeamStore } from "../../engine/access/team.ts";
import { Unanswerable } from "../../engine/answers/unanswerable.ts";
import { NotRecorded, type NotRecordedKind } from "../../engine/record/not-recorded.ts";
import { type RecordPorts, recordOne } from "../../engine/record/record.ts";
import { recorderOf } from "../../engine/record/recorder.ts";
import { callerOf } from "../access/gate.ts";
import { forRole } from "../access/policy.ts";
import { checked, patternOf } from "../access/routes.ts";
import { type ApiParts, reachable } from "../api/reachable.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

export interface RecordParts extends ApiParts, Omit<RecordPorts, "scores" | "uniqueId"> {
  readonly ids: { readonly unique: () => string };
  /** To say who could do what takes a manager. */
  readonly team?: Pick<TeamStore, "teammates">;
}

/** What people record about accounts: each on disk before it is answered. */
export function recordRoutesOf(app: FastifyInstance, parts: RecordParts): void {
  for (const [name, route] of Object.entries(recordRoutes) as [RecordName, RecordRoute][]) {
    app.route<{ Params: { account: string; message?: string; user?: string } }>({
      method: route.method,
      url: patternOf(route.path),
      config: { policy: forRole("csm", "record") },
      handler: async (request, reply) => {
        const { account, message, user } = request.params;
        const body = checked(route.body, request.body ?? (route.method === "DELETE" ? {} : undefined)) as RecordBody<RecordName>;
        const caller = callerOf(request);
        const key = keyOf(request);
        const ports = { ...parts, scores: await reachable(parts), uniqueId: parts.ids.unique };
        const recorded = await recordOne(ports, { workspace: caller.workspace, account, ...recorderOf(caller), name, body, ...(message !== undefined && { message }), ...(user !== undefined && { user }), ...(key !== undefined && { key }) }).catch((error: unknown) => refuse(error, caller, parts));
        return reply
          .code(route.method === "POST" ? 201 : 200)
          .header("cache-control", "no-store")
          .send(recordedSchema.parse({ ...recorded, at: new Date(recorded.at).toISOString() }));
      },
    });
  }
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined) return undefined;
  if (typeof key === "string" && key.length > 0 && key.length <= 100) return key;
  throw new RequestProblem("invalid_request", "`Idempotency-Key` has from 1 to 100 characters.");
}

const codes: Readonly<Record<NotRecordedKind, ProblemCode>> = {
  unknown: "not_found", forgotten: "forgotten", bad_field: "invalid_request", needs_role: "needs_role", not_yours: "not_yours", not_withdrawable: "invalid_request", withdrawn_already: "withdrawn_already", busy: "busy", full: "full",
};

async function refuse(error: unknown, caller: Principal, { team }: RecordParts): Promise<never> {
  if (error instanceof Unanswerable) throw new RequestProblem(error.kind === "bad_question" ? "invalid_request" : "not_found", error.message);
  if (!(error instanceof NotRecorded)) throw error;
  const { kind, field, message, role } = error;
  if (kind === "busy" || kind === "full") throw new RequestProblem(codes[kind], message, { headers: { "retry-after": kind === "busy" ? "1" : "30" } });
  if (role === undefined) throw new RequestProblem(codes[kind], message, field === "" ? {} : { more: { errors: [{ path: field, message }] } });
  const who = ((await team?.teammates(caller.workspace)) ?? []).filter((teammate) => includesRole(teammate.role, role)).map(({ name, email }) => ({ name, email }));
  const names = who.slice(0, 3).map(({ name }) => name);
  throw new RequestProblem(codes[kind], names.length > 0 ? `${message} Ask ${names.join(" or ")}.` : message, { more: { role, who } });
}
