import { type CallType, type RawCall, isRecord } from "./call.ts";
import { maxCallsPerBatch } from "./limits.ts";

/** What a request brings: calls, and what the batch says of all of them. */
export interface ReceivedBody {
  readonly calls: readonly unknown[];
  readonly sentAt?: unknown;
  readonly context?: RawCall;
}

/** Why no call of a request can be taken. */
export type BodyProblem = "not_an_object" | "no_batch" | "too_many";

/**
 * The calls of a request body. A single call is of the type that its path says; the write key is taken out, because
 * it is a secret and no part of what happened. `integrations` decide where Segment forwards a call; here they do nothing.
 */
export function callsOfBody(type: CallType | "batch", body: unknown): ReceivedBody | { readonly problem: BodyProblem } {
  if (!isRecord(body)) return { problem: "not_an_object" };
  if (type !== "batch") return { calls: [{ ...withoutKey(body), type }] };
  const { batch } = body;
  if (!Array.isArray(batch)) return { problem: "no_batch" };
  if (batch.length > maxCallsPerBatch) return { problem: "too_many" };
  const context = body["context"];
  return {
    calls: batch.map((call: unknown) => (isRecord(call) ? withoutKey(call) : call)),
    ...(body["sentAt"] !== undefined && { sentAt: body["sentAt"] }),
    ...(isRecord(context) && { context }),
  };
}

function withoutKey(call: RawCall): RawCall {
  if (!Object.hasOwn(call, "writeKey") && !Object.hasOwn(call, "integrations")) return call;
  const { writeKey: _key, integrations: _forwarding, ...rest } = call;
  return rest;
}
