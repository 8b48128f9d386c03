import { type Claim, type Memberships, attribute } from "../events/attribution.ts";
import type { EventFact, Fact } from "../events/fact.ts";
import type { CallFacts, Delivery } from "../events/segment/call.ts";
import { factsOfCall } from "../events/segment/facts-of-call.ts";
import { validateFact } from "../events/validate.ts";
import type { JournalBatch } from "./event-journal.ts";
import { isRedacted } from "./forget/redact.ts";
import { type ReceivedCalls, decodeReceived } from "./received.ts";

/** A call of a batch, read: its facts, why it is a dead letter, or that nothing of it may be kept. */
export type LoadedCall =
  | { readonly kind: "facts"; readonly facts: readonly Fact[]; readonly claim: Claim; /** The request of the call, and its JSON. */ readonly received: ReceivedCalls; readonly text: string }
  | { readonly kind: "dead"; readonly code: string; readonly field: string; readonly reason: string; readonly received: ReceivedCalls }
  | { readonly kind: "redacted" };

/** Whether a call of a request is about somebody who is forgotten. */
export type IsForgotten = (received: ReceivedCalls, call: unknown) => boolean;

const nobodyIs: IsForgotten = () => false;

/** The calls of a batch by workspace, each list in the order of the journal. */
export function readCalls(batch: JournalBatch, isForgotten: IsForgotten = nobodyIs): ReadonlyMap<string, readonly LoadedCall[]> {
  const workspaces = new Map<string, LoadedCall[]>();
  for (const payload of batch.payloads) {
    const received = decodeReceived(payload);
    const calls = workspaces.get(received.workspace) ?? [];
    workspaces.set(received.workspace, calls);
    for (const text of received.calls) calls.push(readCall(text, received, isForgotten));
  }
  return workspaces;
}

function readCall(text: string, received: ReceivedCalls, isForgotten: IsForgotten): LoadedCall {
  const delivery: Delivery = received;
  const dead = (code: string, field: string, reason: string): LoadedCall => ({ kind: "dead", code, field, reason, received: { ...received, calls: [text] } });
  const call = parsed(text);
  if (call === undefined) return dead("unreadable", "", "is not JSON");
  if (isRedacted(call) || isForgotten(received, call)) return { kind: "redacted" };
  const result = factsOfCall(call, delivery);
  if ("rejected" in result) return dead(result.rejected.code, result.rejected.field, result.rejected.message);
  const problem = firstProblem(result.taken, delivery);
  return problem ? dead("unusable", problem.field, problem.reason) : { kind: "facts", facts: result.taken.facts, claim: result.taken.claim, received, text };
}

/** One call that can't be read must not hold up those behind it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstProblem({ facts }: CallFacts, { receivedAt }: Delivery): ReturnType<typeof validateFact> {
  for (const fact of facts) {
    const problem = validateFact(fact, receivedAt);
    if (problem) return problem;
  }
  return undefined;
}

/** The events of a call with their account, and how it was found. */
export function attributed(facts: readonly Fact[], claim: Claim, memberships: Memberships): Fact[] {
  return facts.map((fact) => (fact.type === "event" ? ({ ...fact, ...attribute(claim, memberships) } satisfies EventFact) : fact));
}
