import { CallRejected, type Delivery, type RawCall, objectOrNothing } from "./call.ts";

/** Who a call speaks of; empty texts where it says nothing. */
export interface Sender {
  /** The user id, or while nobody is signed in the library's anonymous id. */
  readonly user: string;
  /** `groupId` of the call itself. */
  readonly account: string;
  /** `context.groupId`. */
  readonly group: string;
  /** False for what a server did on the user's behalf. */
  readonly isActive: boolean;
}

export function senderOf(call: RawCall, delivery: Delivery): Sender {
  const context = contextOf(call, delivery);
  const userId = idOf(call, "userId");
  return {
    user: userId === "" ? idOf(call, "anonymousId") : userId,
    account: idOf(call, "groupId"),
    group: idOf(context, "groupId", "context.groupId"),
    isActive: context["active"] !== false,
  };
}

/** The batch's context under the call's own. */
function contextOf(call: RawCall, delivery: Delivery): RawCall {
  const own = objectOrNothing(call["context"]);
  if (own === undefined) throw new CallRejected("invalid_properties", "context", "is not an object");
  return delivery.context === undefined ? own : { ...delivery.context, ...own };
}

/**
 * An id as an opaque text; `0` is one. Whole numbers are taken as their digits, up to where a JSON number still has
 * all of them: beyond, two ids would become one.
 */
export function idOf(call: RawCall, field: string, shownAs = field): string {
  const value = Object.hasOwn(call, field) ? call[field] : undefined;
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  throw new CallRejected("invalid_id", shownAs, typeof value === "number" ? "is a number that JSON doesn't keep exactly; send it as a text" : "is neither a text nor a whole number");
}
