import type { Digest } from "../events/identity.ts";
import { type CallType, type Delivery, type Rejection, isRecord } from "../events/segment/call.ts";
import { type BodyProblem, callsOfBody } from "../events/segment/calls-of-body.ts";
import { factsOfCall } from "../events/segment/facts-of-call.ts";
import { maxCallBytes } from "../events/segment/limits.ts";
import { withMessageId } from "../events/segment/message-id.ts";
import type { Instant } from "../lib/zone.ts";
import type { Intake } from "./conservation.ts";
import type { AppendAnswer, EventJournal } from "./event-journal.ts";
import { encodeReceived } from "./received.ts";
import type { WriteKey } from "./access/keys.ts";
import { namesForgotten } from "./forget/redact.ts";
import type { Forgotten } from "./forget/tombstone.ts";

export interface ReceivePorts {
  readonly journal: Pick<EventJournal, "append">;
  readonly intake: Intake;
  readonly clock: () => Instant;
  /** Of those who are forgotten nothing is taken. */
  readonly forgotten?: Forgotten;
  /** SHA-256 as text, and an id that nothing else has. */
  readonly ids: { readonly digest: Digest; readonly unique: () => string };
}

export interface ReceiveRequest {
  readonly type: CallType | "batch";
  /** As it came out of JSON. */
  readonly body: unknown;
  readonly key: WriteKey;
}

/** Why a call was not taken: it can't be, or nothing of its subject may be kept. */
interface Refusal extends Omit<Rejection, "code"> {
  readonly code: Rejection["code"] | "redacted";
}

/** A call of the request that was not taken. */
export interface RejectedCall extends Refusal {
  /** Its place in the batch. */
  readonly index: number;
  readonly messageId: string | undefined;
}

export type Received =
  /** Everything that isn't rejected is on disk. */
  | { readonly kind: "taken"; readonly accepted: number; readonly rejected: readonly RejectedCall[] }
  /** Nothing of it can be taken, ever. */
  | { readonly kind: "unusable"; readonly problem: BodyProblem }
  /** Nothing of it was taken; later it can be. */
  | { readonly kind: "refused"; readonly answer: Exclude<AppendAnswer, "written"> };

/** Checks the calls of a request, and writes those that can be taken to the journal. */
export async function receive(ports: ReceivePorts, { type, body, key }: ReceiveRequest): Promise<Received> {
  const read = callsOfBody(type, body);
  if ("problem" in read) return { kind: "unusable", problem: read.problem };
  const { calls, ...batch } = read;
  const request = { workspace: key.workspace, source: key.name, acceptsVocabulary: key.acceptsVocabulary, receivedAt: ports.clock(), ...batch };
  const sorted = sortOut(calls, request, ports);
  if (sorted.accepted.length > 0) {
    const answer = await ports.journal.append(encodeReceived({ ...request, calls: sorted.accepted }), sorted.accepted.length);
    if (answer !== "written") return { kind: "refused", answer };
  }
  ports.intake.accepted(sorted.accepted.length);
  for (const { code } of sorted.rejected) ports.intake.rejected(code);
  return { kind: "taken", accepted: sorted.accepted.length, rejected: sorted.rejected };
}

interface SortedOut {
  readonly accepted: readonly string[];
  readonly rejected: readonly RejectedCall[];
}

type Request = Delivery & { readonly workspace: string };

function sortOut(calls: readonly unknown[], request: Request, ports: ReceivePorts): SortedOut {
  const accepted: string[] = [];
  const rejected: RejectedCall[] = [];
  calls.forEach((call, index) => {
    const checked = check(call, request, ports);
    if (typeof checked === "string") accepted.push(checked);
    else rejected.push({ index, messageId: statedMessageId(call), ...checked });
  });
  return { accepted, rejected };
}

/** The JSON of a call as the journal keeps it, or why it can't be taken. */
function check(call: unknown, request: Request, { ids, forgotten }: ReceivePorts): string | Refusal {
  const text = textOf(call);
  if (typeof text !== "string") return text;
  const named = isRecord(call) ? withMessageId(call, text, ids) : call;
  const result = factsOfCall(named, request);
  if ("rejected" in result) return result.rejected;
  if (forgotten && namesForgotten(forgotten, request, named)) return redacted;
  return named === call ? text : JSON.stringify(named);
}

/** Whose it is isn't said again. */
const redacted: Refusal = { code: "redacted", field: "", message: "is about somebody who is forgotten; nothing of it is kept" };
const tooDeep: Rejection = { code: "too_deep", field: "", message: "is nested deeper than anything that can be kept" };

function textOf(call: unknown): string | Rejection {
  try {
    const text = JSON.stringify(call);
    // A character has at most three bytes; only texts in between have to be counted.
    const isSmall = text.length * 3 <= maxCallBytes;
    const bytes = isSmall ? text.length : new TextEncoder().encode(text).byteLength;
    return bytes <= maxCallBytes ? text : { code: "too_large", field: "", message: `has ${bytes} bytes, ${maxCallBytes} at most` };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep;
    throw error;
  }
}

/** For the answer only: as the sender wrote it, shortened. */
function statedMessageId(call: unknown): string | undefined {
  const id = isRecord(call) ? call["messageId"] : undefined;
  return typeof id === "string" ? id.slice(0, 100).toWellFormed() : undefined;
}
