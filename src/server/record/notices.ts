import type { FastifyInstance } from "fastify";
import { includesRole } from "../../contract/access.ts";
import type { Principal } from "../../engine/access/principal.ts";
import type { Scores } from "../../engine/answers/scores.ts";
import { type HandOver, handOversSince } from "../../engine/judgement/hand-overs.ts";
import { type Instant, shiftDays } from "../../lib/zone.ts";
import { callerOf } from "../access/gate.ts";
import { addQuestion } from "../api/question.ts";
import { type ApiParts, reachable } from "../api/reachable.ts";

/** So long somebody is told. */
const noticeDays = 30;

/** What was decided about somebody's accounts: shown in the page until there are channels that reach people elsewhere. */
export function noticesRoute(app: FastifyInstance, parts: ApiParts & { readonly clock: () => Instant }): void {
  addQuestion(app, "listNotices", async ({ owner }, request) => {
    const caller = callerOf(request);
    const [scores, now] = [await reachable(parts), parts.clock()];
    const owners = owner ?? ownersOf(caller);
    const changes = await scores.ports.judgement.ownerChanges({ workspace: caller.workspace, asOf: now + 1 });
    const told = handOversSince(changes, shiftDays(now, -noticeDays, scores.pack.pack.timezone)).filter(({ from, to }) => owners === undefined || owners.includes(from) || owners.includes(to));
    return { asOf: new Date(now).toISOString(), notices: told.map((handOver) => presented(handOver, { scores, caller, owners })) };
  });
}

/** Whose accounts somebody is told about; undefined for everybody's. */
function ownersOf(caller: Principal): readonly string[] | undefined {
  if (caller.kind !== "teammate" || includesRole(caller.teammate.role, "manager")) return undefined;
  return [caller.teammate.email, ...caller.teammate.books];
}

interface About {
  readonly scores: Scores;
  readonly caller: Principal;
  readonly owners: readonly string[] | undefined;
}

function presented({ time, account, ...handOver }: HandOver, { scores, caller, owners }: About) {
  const name = scores.live.row(caller.workspace, account)?.name ?? account;
  const { from, to, by } = handOver;
  const isTaken = owners !== undefined && owners.includes(to) && !owners.includes(from);
  const text = isTaken ? `${name} is yours now; ${from} had it before. Its pulse counts for a while yet: set your own.` : `${name} went from ${from} to ${to}${by === null ? "" : `, handed over by ${by}`}.`;
  return { kind: "hand_over" as const, time: new Date(time).toISOString(), account, name, ...handOver, text };
}
