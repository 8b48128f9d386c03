import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FactLog } from "../../src/engine/ports.ts";
import type { Fact, Properties } from "../../src/events/fact.ts";
import { accountTraitFact, eventFact, membershipFact, userTraitFact } from "../support/facts.ts";

/** A log under test, in a workspace that nothing was written to. */
export interface OpenedLog {
  readonly log: FactLog;
  readonly workspace: string;
  readonly facts: (workspace: string) => Promise<readonly Fact[]> | readonly Fact[];
  /** The log as a process sees it that starts on the same data. */
  readonly reopened: () => FactLog;
}

/** What every log has to keep, and how it tells what it kept already. */
export function factLogContract(name: string, open: () => OpenedLog): void {
  describe(`${name} keeps`, () => {
    const keeps = async (facts: readonly Fact[]): Promise<void> => {
      const { log, workspace, facts: stored } = open();
      expect([...(await log.append(workspace, facts, "batch"))]).toEqual(facts.map(() => 1));
      expect(sorted(await stored(workspace))).toEqual(sorted(facts));
    };

    test("nothing of no facts", () => keeps([]));

    test("all four types, with every field", () =>
      keeps([
        eventFact("e", { sentAt: 1_767_600_000_001, originalTime: 1_767_600_000_002, receivedAt: 1_767_600_000_003, knownAt: 1_767_600_000_004, attribution: "membership", source: "crm" }),
        eventFact("nobody's", { account: "", user: "", attribution: "none" }),
        accountTraitFact("number"),
        accountTraitFact("text", { value: "large" }),
        accountTraitFact("empty text", { value: "" }),
        accountTraitFact("absent", { value: null }),
        userTraitFact("u"),
        userTraitFact("u0", { value: 0 }),
        membershipFact("m"),
      ]));

    test.each([0, -0, 0.1, 0.1 + 0.2, 1e300, 5e-324, -1e-300, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), Number.MAX_VALUE])("the number %d exactly", async (number) => {
      await keeps([eventFact("e", { properties: { number } }), accountTraitFact("a", { value: number }), userTraitFact("u", { value: number })]);
    });

    test("times to the millisecond, from 1990 to 2099", () =>
      keeps([eventFact("first", { time: Date.UTC(1990, 0, 1) }), eventFact("last", { time: Date.UTC(2100, 0, 1) - 1, knownAt: Date.UTC(2099, 11, 31, 23, 59, 59, 999) })]));

    test.each(oddTexts)("the id %j of a message, an account, a user and a name", (id) =>
      keeps([eventFact(id, { account: id, user: id, name: id, source: id }), accountTraitFact(`a${id}`, { account: id, trait: id, value: id }), userTraitFact(`u${id}`, { user: id, trait: id }), membershipFact(`m${id}`, { account: id, user: id })]),
    );

    test("every odd key of a property, beside each other", () => {
      const numbers = Object.fromEntries(oddTexts.map((key, index) => [`n${key}`, index]));
      const texts = Object.fromEntries(oddTexts.map((key) => [key, key]));
      return keeps([eventFact("e", { properties: { ...numbers, ...texts } }), eventFact("none"), eventFact("same keys", { properties: texts })]);
    });

    test("a key that objects inherit", () => keeps([eventFact("e", { properties: fromEntries([["__proto__", "p"], ["constructor", 1], ["toString", "t"]]) })]));

    test("any properties", async () => {
      const text = fc.string({ unit: "grapheme", maxLength: 200 });
      const number = fc.double({ noNaN: true, noDefaultInfinity: true });
      const properties = fc.dictionary(text, fc.oneof(text, number), { noNullPrototype: true });
      await fc.assert(fc.asyncProperty(fc.array(properties, { maxLength: 40 }), (all) => keeps(all.map((each, index) => eventFact(`e${index}`, { properties: each })))), { numRuns: 15 });
    });
  });

  describe(`${name} keeps the first`, () => {
    const [first, second] = [eventFact("same", { properties: { n: 1 } }), eventFact("same", { time: 1_767_700_000_000, properties: { n: 2 } })];

    test("of a batch", async () => {
      const { log, workspace, facts } = open();
      expect([...(await log.append(workspace, [first, second, eventFact("other")], "batch"))]).toEqual([1, 0, 1]);
      expect(sorted(await facts(workspace))).toEqual(sorted([first, eventFact("other")]));
    });

    test("of two batches", async () => {
      const { log, workspace, facts } = open();
      await log.append(workspace, [first], "one");
      expect([...(await log.append(workspace, [eventFact("new"), second], "two"))]).toEqual([1, 0]);
      expect(sorted(await facts(workspace))).toEqual(sorted([first, eventFact("new")]));
    });

    test("of two processes", async () => {
      const { log, workspace, facts, reopened } = open();
      await log.append(workspace, [first], "one");
      expect([...(await reopened().append(workspace, [second, eventFact("new")], "two"))]).toEqual([0, 1]);
      expect(sorted(await facts(workspace))).toEqual(sorted([first, eventFact("new")]));
    });

    test("and answers a batch that is repeated as if it came for the first time, whoever repeats it", async () => {
      const { log, workspace, facts, reopened } = open();
      await log.append(workspace, [eventFact("earlier")], "earlier");
      const batch = [first, accountTraitFact("trait"), eventFact("earlier"), second];
      expect([...(await log.append(workspace, batch.slice(0, 1), "batch"))]).toEqual([1]);
      for (const one of [log, reopened(), log]) expect([...(await one.append(workspace, batch, "batch"))]).toEqual([1, 1, 0, 0]);
      expect([...(await log.append(workspace, batch, "another"))]).toEqual([0, 0, 0, 0]);
      expect(sorted(await facts(workspace))).toEqual(sorted([eventFact("earlier"), first, accountTraitFact("trait")]));
    });

    test("of two calls that don't wait for each other", async () => {
      const { log, workspace, facts } = open();
      const answers = await Promise.all([log.append(workspace, [first], "one"), log.append(workspace, [second], "two")]);
      expect(answers.map((answer) => [...answer])).toEqual([[1], [0]]);
      expect(await facts(workspace)).toEqual([first]);
    });

    test("whatever its type", async () => {
      const { log, workspace, facts } = open();
      expect([...(await log.append(workspace, [membershipFact("same"), first, accountTraitFact("same"), userTraitFact("same")], "batch"))]).toEqual([1, 0, 0, 0]);
      expect(await facts(workspace)).toEqual([membershipFact("same")]);
    });

    test("in each workspace", async () => {
      const [one, two] = [open(), open()];
      await one.log.append(one.workspace, [first], "batch");
      expect([...(await two.log.append(two.workspace, [second], "batch"))]).toEqual([1]);
      expect(await one.facts(one.workspace)).toEqual([first]);
      expect(await two.facts(two.workspace)).toEqual([second]);
    });

    test("of ids that differ only in what a reader overlooks", async () => {
      const { log, workspace } = open();
      const ids = ["a", "A", "a ", " a", "á", "a\u0301", "a\u200B", "0", "00", "0.0"];
      const facts = ids.map((id) => eventFact(id));
      expect([...(await log.append(workspace, facts, "one"))]).toEqual(ids.map(() => 1));
      expect([...(await log.append(workspace, facts, "two"))]).toEqual(ids.map(() => 0));
    });
  });
}

const long = "x".repeat(10_000);

/** Texts that break a log which builds its statements or its files from them. */
export const oddTexts = [
  "0", " ", "'", "''; DROP TABLE events; --", "\\", "\\'", '"', "`", "{p0:String}", "%s %", "NULL", "\\N", "\t\n\r", "a\u0000b", "Zoë", "🦉", "\u202Eabc", "日本語", long,
] as const;

const sorted = (facts: readonly Fact[]): Fact[] => facts.toSorted((a, b) => (a.messageId < b.messageId ? -1 : 1));

/** An object whose keys are all its own, also those that a literal would give to the prototype. */
const fromEntries = (entries: readonly (readonly [string, string | number])[]): Properties => Object.fromEntries(entries);
