import type { EventFact, Fact, Properties, Scalar } from "../fact.ts";
import { flattenProperties } from "../flatten.ts";
import { maxIdLength, validateFact } from "../validate.ts";
import { isReserved } from "../vocabulary.ts";
import { type CallTime, callTime } from "./call-time.ts";
import { type CallFacts, CallRejected, type CallType, type Delivery, type RawCall, type Rejection, callTypes, isRecord, objectOrNothing } from "./call.ts";
import { factId, messageIdOf } from "./message-id.ts";
import { type Sender, idOf, senderOf } from "./sender.ts";
import { flatTraits } from "./traits.ts";
import { vocabularyProperties } from "./vocabulary-event.ts";

/** A call whose envelope has been read. */
interface ReadCall {
  readonly call: RawCall;
  readonly messageId: string;
  readonly sender: Sender;
  readonly at: CallTime;
  readonly delivery: Delivery;
}

/** A fact before it is known when and by whom it was said. */
type Unrecorded<F> = F extends Fact ? Omit<F, "messageId" | "time" | "knownAt" | "source"> : never;
type Said = Unrecorded<Exclude<Fact, EventFact>>;

export type CallResult = { readonly taken: CallFacts } | { readonly rejected: Rejection };

/** The names under which page and screen calls are events. */
export const viewNames = { page: "page_viewed", screen: "screen_viewed" } as const;

const factsOf: Record<CallType, (read: ReadCall) => readonly Fact[]> = { identify, group, track, page: view("page"), screen: view("screen"), alias };

/**
 * What a call says, as facts; or why it can't be taken. The same call gives the same facts whenever it is read again
 * with the same delivery. Whether a time lies too far ahead is not judged here: such a call is well-formed, and the
 * loader keeps it as a dead letter.
 */
export function factsOfCall(call: unknown, delivery: Delivery): CallResult {
  try {
    return { taken: read(call, delivery) };
  } catch (error) {
    if (error instanceof CallRejected) return { rejected: error.rejection };
    throw error;
  }
}

function read(call: unknown, delivery: Delivery): CallFacts {
  if (!isRecord(call)) throw new CallRejected("not_an_object", "", "is not an object");
  const type = callTypes.find((one) => one === call["type"]);
  if (type === undefined) throw new CallRejected("unknown_type", "type", `is none of ${callTypes.join(", ")}`);
  const messageId = messageIdOf(call);
  const sender = senderOf(call, delivery);
  const facts = factsOf[type]({ call, messageId, sender, at: callTime(call, delivery), delivery });
  for (const fact of facts) requireValid(fact);
  return { messageId, facts, claim: { account: sender.account, group: sender.group, user: sender.user, time: facts[0]?.time ?? delivery.receivedAt } };
}

function identify(read: ReadCall): readonly Fact[] {
  const { user, account, group } = read.sender;
  if (user === "") throw new CallRejected("missing_id", "userId", "is missing; an identify call says who the user is");
  const traits = traitsOf(read).map(([trait, value]): Said => ({ type: "user_trait", user, trait, value }));
  return recorded(read, [...traits, ...membership(read, account === "" ? group : account)], { type: "user_trait", user, trait: "id", value: user });
}

function group(read: ReadCall): readonly Fact[] {
  const account = read.sender.account === "" ? read.sender.group : read.sender.account;
  if (account === "") throw new CallRejected("missing_id", "groupId", "is missing; a group call says which account it is");
  const traits = traitsOf(read).map(([trait, value]): Said => ({ type: "account_trait", account, trait, value }));
  return recorded(read, [...traits, ...membership(read, account)], { type: "account_trait", account, trait: "id", value: account });
}

/** Events of users who got another id stay where they are; the trait says which ones to look for. */
function alias(read: ReadCall): readonly Fact[] {
  const { user } = read.sender;
  const previous = idOf(read.call, "previousId");
  if (user === "") throw new CallRejected("missing_id", "userId", "is missing; an alias call says the user's new id");
  if (previous === "") throw new CallRejected("missing_id", "previousId", "is missing; an alias call says the user's earlier id");
  return recorded(read, [{ type: "user_trait", user, trait: "previous_id", value: previous }]);
}

function track(read: ReadCall): readonly Fact[] {
  const name = read.call["event"];
  if (typeof name !== "string" || name === "") throw new CallRejected("missing_name", "event", "is missing; a track call names what happened");
  const properties = propertiesOf(read);
  if (!isReserved(name)) return [event(read, name, properties)];
  const { account, group, user } = read.sender;
  if (!read.delivery.acceptsVocabulary) throw new CallRejected("vocabulary_not_allowed", "event", `\`${name}\` is of the vocabulary, which this write key may not send; send it from a server with a key of its own`);
  if (account === "" && group === "" && user === "") throw new CallRejected("missing_id", "groupId", `is missing; \`${name}\` is about an account`);
  return [event(read, name, vocabularyProperties(name, properties))];
}

/** Page and screen calls: their name and category are properties, so that one event name covers every page. */
function view(type: "page" | "screen"): (read: ReadCall) => readonly Fact[] {
  return (read) => {
    const own = flattenProperties({ name: read.call["name"], category: read.call["category"] });
    return [event(read, viewNames[type], { ...propertiesOf(read), ...own })];
  };
}

/** What happened without the user's doing (`context.active` false) belongs to the account, and to no user. */
function event(read: ReadCall, name: string, properties: Properties): EventFact {
  const { sender, at, delivery } = read;
  return {
    type: "event",
    account: "",
    user: sender.isActive ? sender.user : "",
    name,
    properties,
    messageId: read.messageId,
    time: at.time,
    knownAt: delivery.receivedAt,
    source: delivery.source,
    originalTime: at.originalTime,
    ...(at.sentAt !== undefined && { sentAt: at.sentAt }),
    receivedAt: delivery.receivedAt,
    attribution: "none",
  };
}

function membership(read: ReadCall, account: string): readonly Said[] {
  const { user } = read.sender;
  return account === "" || user === "" ? [] : [{ type: "membership", account, user }];
}

/** What a call says of users and accounts, each with its own id; a call that says nothing says at least that there is somebody. */
function recorded({ messageId, at, delivery }: ReadCall, said: readonly Said[], atLeast?: Said): readonly Fact[] {
  const all = said.length === 0 && atLeast ? [atLeast] : said;
  return all.map((one, index): Fact => ({ ...one, messageId: factId(messageId, index), time: at.time, knownAt: delivery.receivedAt, source: delivery.source }));
}

function traitsOf(read: ReadCall): readonly (readonly [string, Scalar | null])[] {
  const traits = [...flatTraits(objectAt(read.call, "traits"))];
  for (const [name] of traits) if (name === "" || name.length > maxIdLength) throw new CallRejected("invalid_properties", "traits", `a name has ${name.length} characters, from 1 to ${maxIdLength} are possible`);
  return traits;
}

function propertiesOf(read: ReadCall): Properties {
  const properties = flattenProperties(objectAt(read.call, "properties"));
  for (const key in properties) if (key.length > maxIdLength || key.includes("\0") || !key.isWellFormed()) throw new CallRejected("invalid_properties", "properties", `the name of a property is longer than ${maxIdLength} characters, or holds NUL or half of a character pair`);
  return properties;
}

function objectAt(call: RawCall, field: string): RawCall {
  const value = objectOrNothing(call[field]);
  if (value === undefined) throw new CallRejected("invalid_properties", field, "is not an object");
  return value;
}

function requireValid(fact: Fact): void {
  const problem = validateFact(fact, Number.POSITIVE_INFINITY);
  if (problem === undefined) return;
  const { field, reason } = problem;
  if (field === "time") throw new CallRejected("invalid_time", "timestamp", reason);
  if (field === "account" || field === "user" || field === "message id") throw new CallRejected("invalid_id", field, reason);
  throw new CallRejected("invalid_properties", field, reason);
}
