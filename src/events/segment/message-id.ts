import { type Digest, partSeparator } from "../identity.ts";
import { statesTime } from "./call-time.ts";
import { CallRejected, type RawCall } from "./call.ts";
import { maxMessageIdLength } from "./limits.ts";
import { idOf } from "./sender.ts";

/** The sender's id of a call. Ids of the several facts of a call are made of it, so it can't hold their separator. */
export function messageIdOf(call: RawCall): string {
  const id = idOf(call, "messageId");
  if (id === "") throw new CallRejected("missing_id", "messageId", "is missing");
  if (id.length > maxMessageIdLength) throw new CallRejected("invalid_id", "messageId", `has ${id.length} characters, ${maxMessageIdLength} at most`);
  if (id.includes(partSeparator)) throw new CallRejected("invalid_id", "messageId", "contains the control character U+001F");
  return id;
}

/**
 * The id of one of the facts of a call about users and accounts. The message id can't hold the separator, so no two
 * calls share one. The first fact stands for the call: it decides whether the call is a duplicate.
 */
export function factId(messageId: string, index: number): string {
  return `${messageId}${partSeparator}${index}`;
}

/**
 * A call with an id. One without gets a digest of what it says when it states its time, so that sending it again
 * changes nothing; without id and time two equal calls are two things that happened, and get an id of the moment.
 */
export function withMessageId(call: RawCall, text: string, ids: { readonly digest: Digest; readonly unique: () => string }): RawCall {
  const stated = call["messageId"];
  if (stated !== undefined && stated !== null && stated !== "") return call;
  return { ...call, messageId: statesTime(call) ? `content-${ids.digest(text)}` : `received-${ids.unique()}` };
}
