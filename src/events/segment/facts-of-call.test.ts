import { describe, expect, test } from "vitest";
import type { Fact } from "../fact.ts";
import { vocabulary } from "../vocabulary.ts";
import { type Delivery, type RawCall, type RejectionCode, rejectionCodes } from "./call.ts";
import { factsOfCall } from "./facts-of-call.ts";
import { instantProperties } from "./vocabulary-event.ts";

const receivedAt = Date.parse("2026-03-01T12:00:00.000Z");
const delivery: Delivery = { receivedAt, source: "web", acceptsVocabulary: true };

function taken(call: RawCall, over: Partial<Delivery> = {}) {
  const result = factsOfCall({ messageId: "m", ...call }, { ...delivery, ...over });
  if ("rejected" in result) throw new Error(`${result.rejected.field} ${result.rejected.message}`);
  return result.taken;
}

/** A fact in the words of a table. */
function said(fact: Fact): string {
  switch (fact.type) {
    case "event":
      return `${fact.user} did ${fact.name} ${JSON.stringify(fact.properties)}`;
    case "account_trait":
      return `account ${fact.account} ${fact.trait}=${JSON.stringify(fact.value)}`;
    case "user_trait":
      return `user ${fact.user} ${fact.trait}=${JSON.stringify(fact.value)}`;
    case "membership":
      return `${fact.user} in ${fact.account}`;
  }
}

describe("a call becomes facts", () => {
  test.each<[string, RawCall, string[]]>([
    ["identify: a trait each", { type: "identify", userId: "u", traits: { plan: "pro", logins: 5 } }, ['user u plan="pro"', "user u logins=5"]],
    ["identify without traits: the user exists", { type: "identify", userId: "u" }, ['user u id="u"']],
    ["identify with a group: a membership too", { type: "identify", userId: "u", traits: { a: 1 }, context: { groupId: "acme" } }, ["user u a=1", "u in acme"]],
    ["identify of somebody unnamed", { type: "identify", anonymousId: "x", traits: { a: 1 } }, ["user x a=1"]],
    ["group: traits and the membership", { type: "group", groupId: "acme", userId: "u", traits: { plan: "pro" } }, ['account acme plan="pro"', "u in acme"]],
    ["group without user: traits alone", { type: "group", groupId: "acme", traits: { plan: "pro" } }, ['account acme plan="pro"']],
    ["group with nothing: the account exists", { type: "group", groupId: "acme" }, ['account acme id="acme"']],
    ["group named in the context", { type: "group", context: { groupId: "acme" }, userId: "u" }, ["u in acme"]],
    ["a trait of null overwrites, an absent one doesn't", { type: "group", groupId: "a", traits: { plan: null, address: { city: null, zip: "1" } } }, ["account a plan=null", "account a address.city=null", 'account a address.zip="1"']],
    ["reserved traits in camelCase", { type: "identify", userId: "u", traits: { createdAt: "x", firstName: "Ann", lastName: "Lee" } }, ['user u created_at="x"', 'user u first_name="Ann"', 'user u last_name="Lee"']],
    ["reserved traits both ways: snake_case counts", { type: "identify", userId: "u", traits: { createdAt: "x", created_at: "y" } }, ['user u created_at="y"']],
    ["other traits keep their spelling", { type: "identify", userId: "u", traits: { jobTitle: "cfo" } }, ['user u jobTitle="cfo"']],
    ["track", { type: "track", userId: "u", event: "Report Viewed", properties: { id: 7, paid: true, tags: ["a"], nested: { x: 1 }, none: null } }, ['u did Report Viewed {"id":7,"paid":"true","tags":"[\\"a\\"]","nested.x":1}']],
    ["track of nobody known", { type: "track", event: "Job Ran" }, [" did Job Ran {}"]],
    ["track of an anonymous user", { type: "track", anonymousId: "x", event: "Seen" }, ["x did Seen {}"]],
    ["the user id comes before the anonymous id", { type: "track", userId: "u", anonymousId: "x", event: "Seen" }, ["u did Seen {}"]],
    ["what no user did has no user", { type: "track", userId: "u", event: "Synced", context: { active: false } }, [" did Synced {}"]],
    ["page: name and category are properties", { type: "page", userId: "u", name: "Home", category: "Docs", properties: { url: "/" } }, ['u did page_viewed {"url":"/","name":"Home","category":"Docs"}']],
    ["page without a name", { type: "page", userId: "u", properties: { url: "/" } }, ['u did page_viewed {"url":"/"}']],
    ["screen", { type: "screen", userId: "u", name: "Home" }, ['u did screen_viewed {"name":"Home"}']],
    ["alias", { type: "alias", userId: "new", previousId: "old" }, ['user new previous_id="old"']],
    ["0 is an id, as text and as number", { type: "group", groupId: 0, userId: "0" }, ["0 in 0"]],
    ["spaces and other scripts are ids", { type: "group", groupId: " a b ", userId: "ユーザー" }, ["ユーザー in  a b "]],
    ["empty objects as PHP writes them", { type: "track", userId: "u", event: "Seen", properties: [], context: [] }, ["u did Seen {}"]],
    ["a hostile property touches no prototype", JSON.parse('{"type":"track","event":"x","userId":"u","properties":{"__proto__":{"admin":true}}}') as RawCall, ['u did x {"__proto__.admin":"true"}']],
  ])("%s", (_name, call, expected) => {
    expect(taken(call).facts.map(said)).toEqual(expected);
  });

  test("each fact of a call has an id of its own, the same each time, that no other call can have", () => {
    const call = { type: "group", groupId: "acme", userId: "u", traits: { plan: "pro", membership: 1 } };
    const ids = (messageId: string) => taken({ ...call, messageId }).facts.map((fact) => fact.messageId);
    expect(new Set([...ids("a"), ...ids("b"), ...ids("a\u001eb")]).size).toBe(9);
    expect(ids("a")).toEqual(ids("a"));
    expect(taken({ type: "track", event: "x", messageId: "a" }).facts[0]?.messageId).toBe("a");
  });

  test("of the batch's context a call takes what it doesn't say itself", () => {
    const context = { groupId: "acme", active: false };
    expect(taken({ type: "track", event: "x", userId: "u" }, { context }).claim).toEqual({ account: "", group: "acme", user: "u", time: receivedAt });
    expect(taken({ type: "track", event: "x", userId: "u", context: { groupId: "b" } }, { context }).claim.group).toBe("b");
    expect(taken({ type: "track", event: "x", userId: "u", context: { active: true } }, { context }).facts.map(said)).toEqual(["u did x {}"]);
  });

  test("a claim says account, group and user as stated", () => {
    expect(taken({ type: "track", event: "x", userId: "u", groupId: "direct", context: { groupId: "ctx" }, timestamp: "2026-02-28T12:00:00Z" }).claim).toEqual({ account: "direct", group: "ctx", user: "u", time: receivedAt - 86_400_000 });
  });
});

describe("the vocabulary", () => {
  const contract = { contract: "c1", start: "2026-01-01T00:00:00+01:00", mrr: 100 };
  const changed = { type: "track", event: "contract_changed", groupId: "acme", properties: contract };

  test("times may be ISO 8601 and become instants", () => {
    expect(taken(changed).facts[0]).toMatchObject({ name: "contract_changed", properties: { start: Date.UTC(2025, 11, 31, 23), mrr: 100 } });
  });

  test("the instants are those of the schemas", () => {
    const found = new Set<string>();
    for (const schema of Object.values(vocabulary)) for (const [key, shape] of Object.entries(schema.shape)) {
      const takes = (value: unknown): boolean => shape.safeParse(value).success;
      if (takes(1_700_000_000_000) && !takes(1.5) && !takes("1")) found.add(key);
    }
    expect(instantProperties).toEqual(found);
  });

  test.each<[string, RawCall, RegExp]>([
    ["an unknown property", { ...contract, tier: "gold" }, /^properties\.tier is no property/],
    ["a missing property", { contract: "c1", start: contract.start }, /^properties\.mrr is missing/],
    ["a date without its offset", { ...contract, start: "2026-01-01" }, /offset/],
    ["a number as text", { ...contract, mrr: "100" }, /number/],
  ])("%s is rejected", (_name, properties, message) => {
    const result = factsOfCall({ messageId: "m", ...changed, properties }, delivery);
    expect("rejected" in result && result.rejected.code).toBe("invalid_vocabulary");
    expect("rejected" in result && `${result.rejected.field} ${result.rejected.message}`).toMatch(message);
  });
});

describe("a call is rejected, with the field and the reason", () => {
  const cases: [string, unknown, RejectionCode, string][] = [
    ["no object", 7, "not_an_object", ""],
    ["an array", [], "not_an_object", ""],
    ["null", null, "not_an_object", ""],
    ["no type", { messageId: "m" }, "unknown_type", "type"],
    ["another type", { messageId: "m", type: "constructor" }, "unknown_type", "type"],
    ["no message id", { type: "track", event: "x" }, "missing_id", "messageId"],
    ["a long message id", { type: "track", event: "x", messageId: "m".repeat(101) }, "invalid_id", "messageId"],
    ["a message id with the separator", { type: "track", event: "x", messageId: "a\u001fb" }, "invalid_id", "messageId"],
    ["a message id that is an object", { type: "track", event: "x", messageId: {} }, "invalid_id", "messageId"],
    ["a user id beyond 2^53", { type: "track", event: "x", messageId: "m", userId: 2 ** 53 + 2 }, "invalid_id", "userId"],
    ["an endless user id", { type: "track", event: "x", messageId: "m", userId: Infinity }, "invalid_id", "userId"],
    ["a user id that is a list", { type: "track", event: "x", messageId: "m", userId: ["u"] }, "invalid_id", "userId"],
    ["a group id in the context that is an object", { type: "track", event: "x", messageId: "m", context: { groupId: {} } }, "invalid_id", "context.groupId"],
    ["a user id with half a character", { type: "identify", messageId: "m", userId: "a\ud800" }, "invalid_id", "user"],
    ["a long user id", { type: "track", event: "x", messageId: "m", userId: "u".repeat(513) }, "invalid_id", "user"],
    ["identify of nobody", { type: "identify", messageId: "m", traits: { a: 1 } }, "missing_id", "userId"],
    ["group of nothing", { type: "group", messageId: "m", userId: "u" }, "missing_id", "groupId"],
    ["alias without the earlier id", { type: "alias", messageId: "m", userId: "u" }, "missing_id", "previousId"],
    ["alias without the new id", { type: "alias", messageId: "m", previousId: "u" }, "missing_id", "userId"],
    ["track without a name", { type: "track", messageId: "m", userId: "u" }, "missing_name", "event"],
    ["track with a number as name", { type: "track", messageId: "m", event: 5 }, "missing_name", "event"],
    ["properties that are a text", { type: "track", messageId: "m", event: "x", properties: "a" }, "invalid_properties", "properties"],
    ["properties that are a list", { type: "track", messageId: "m", event: "x", properties: [1] }, "invalid_properties", "properties"],
    ["a property with NUL", { type: "track", messageId: "m", event: "x", properties: { a: "\0" } }, "invalid_properties", "a"],
    ["a property named with half a character", { type: "track", messageId: "m", event: "x", properties: { "\ud800": 1 } }, "invalid_properties", "properties"],
    ["context that is a text", { type: "track", messageId: "m", event: "x", context: "a" }, "invalid_properties", "context"],
    ["traits that are a list", { type: "identify", messageId: "m", userId: "u", traits: [1] }, "invalid_properties", "traits"],
    ["a trait with a long name", { type: "identify", messageId: "m", userId: "u", traits: { ["t".repeat(513)]: 1 } }, "invalid_properties", "traits"],
    ["a trait without end", { type: "identify", messageId: "m", userId: "u", traits: { a: { b: Infinity } } }, "invalid_properties", "traits.a.b"],
    ["a time that isn't one", { type: "track", messageId: "m", event: "x", timestamp: "soon" }, "invalid_time", "timestamp"],
    ["a time before all clocks", { type: "track", messageId: "m", event: "x", timestamp: "0001-01-01T00:00:00Z" }, "invalid_time", "timestamp"],
    ["a time beyond all dates", { type: "track", messageId: "m", event: "x", timestamp: 1e300 }, "invalid_time", "timestamp"],
    ["a reserved event about nobody", { type: "track", messageId: "m", event: "owner_changed", properties: { owner: "kim" } }, "missing_id", "groupId"],
  ];

  test.each(cases)("%s", (_name, call, code, field) => {
    const result = factsOfCall(call, delivery);
    expect("rejected" in result && { code: result.rejected.code, field: result.rejected.field }).toEqual({ code, field });
    expect("rejected" in result && result.rejected.message).not.toBe("");
  });

  test("a reserved event through a key that stands in web pages", () => {
    const result = factsOfCall({ messageId: "m", type: "track", event: "pulse_set", groupId: "a", properties: { band: "red", author: "kim" } }, { ...delivery, acceptsVocabulary: false });
    expect("rejected" in result && result.rejected.code).toBe("vocabulary_not_allowed");
  });

  test("a time ten years ahead is well-formed; the loader judges it", () => {
    expect(factsOfCall({ messageId: "m", type: "track", event: "x", timestamp: "2036-01-01T00:00:00Z" }, delivery)).toHaveProperty("taken");
  });

  test("every code is met here or where sizes are judged", () => {
    const met = new Set<RejectionCode>([...cases.map(([, , code]) => code), "vocabulary_not_allowed", "invalid_vocabulary", "too_large", "too_deep"]);
    expect([...met].sort()).toEqual([...rejectionCodes].sort());
  });
});
