import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/events/fact.ts";
import { type DataFacts, type PropertyFacts, dataFactsOf } from "../../src/pack/data-facts.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { simulate } from "../../src/simulator/simulate.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { accountTraitFact, eventFact, membershipFact, userTraitFact } from "../support/facts.ts";
import { oddTexts } from "./fact-log.contract.ts";

const embedded = embeddedStore();

async function stored(facts: readonly Fact[]): Promise<DataFacts | undefined> {
  const workspace = embedded.freshWorkspace();
  await embedded.store.log.append(workspace, facts, "batch");
  return embedded.store.facts.dataFacts(workspace);
}

/** Which of many texts are named is up to the reader; how many, and all of few, is not. */
function comparable({ events, traits, ...rest }: DataFacts): object {
  const texts = (facts: PropertyFacts): object => ({ ...facts, texts: facts.texts.length === 20 ? "many" : facts.texts.toSorted() });
  const all = (table: Readonly<Record<string, PropertyFacts>>): object => Object.fromEntries(Object.entries(table).map(([name, facts]) => [name, texts(facts)]));
  return { ...rest, traits: all(traits), events: Object.fromEntries(Object.entries(events).map(([name, event]) => [name, { ...event, properties: all(event.properties) }])) };
}

async function expectAgreement(facts: readonly Fact[]): Promise<void> {
  expect(comparable((await stored(facts)) as DataFacts)).toEqual(comparable(dataFactsOf(facts)));
}

describe("what ClickHouse tells of the data is what the facts themselves tell", () => {
  test("of a simulated company", async () => {
    const company = simulate(simulationOf("small", { to: Date.UTC(2026, 0, 1), accounts: 4 }));
    await expectAgreement([...company].flatMap(({ facts }) => facts));
  });

  test("of numbers and texts under one name, of nobody, of absence", async () => {
    await expectAgreement([
      eventFact("1", { properties: { size: 3, plan: "pro" } }),
      eventFact("2", { account: "", user: "", properties: { size: "large", plan: "pro" } }),
      eventFact("3", { account: "b", time: 5, properties: { size: -1.5 } }),
      accountTraitFact("4", { trait: "plan", value: "pro" }),
      accountTraitFact("5", { trait: "plan", value: 7, account: "b" }),
      accountTraitFact("6", { trait: "gone", value: null }),
    ]);
  });

  test("of names that JavaScript and SQL find odd", async () => {
    const names = [...oddTexts.filter((name) => name !== ""), "constructor", "__proto__"];
    await expectAgreement(names.map((name, index) => eventFact(`${index}`, { name, properties: Object.fromEntries([[name === "__proto__" ? "proto" : name, name]]) })));
  });

  test("of more texts than anybody chooses from", async () => {
    await expectAgreement(Array.from({ length: 50 }, (_, index) => accountTraitFact(`${index}`, { trait: "note", value: `note ${index}` })));
  });

  test("of accounts without any event", () => expectAgreement([membershipFact("m", { account: "c" }), accountTraitFact("t"), userTraitFact("u")]));
});

test("of nothing, nothing is told", async () => {
  expect(await stored([])).toBeUndefined();
});
