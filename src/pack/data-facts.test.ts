import { expect, test } from "vitest";
import type { Fact } from "../events/fact.ts";
import { dataFactsOf, productEvents } from "./data-facts.ts";

const recorded = { messageId: "m", knownAt: 0, source: "s" };

function event(time: number, name: string, more: Partial<Extract<Fact, { type: "event" }>> = {}): Fact {
  return { ...recorded, type: "event", time, name, account: "0", user: "u", properties: {}, originalTime: time, receivedAt: time, attribution: "explicit", ...more };
}

test("facts about data count what is there", () => {
  const facts = dataFactsOf([
    event(5, "login", { properties: { seconds: 3, plan: "pro" } }),
    event(1, "login", { account: "", user: "v" }),
    event(9, "report_viewed"),
    event(2, "ticket_opened", { user: "", account: "b" }),
    { ...recorded, type: "account_trait", time: 0, account: "c", trait: "plan", value: "pro" },
    { ...recorded, type: "account_trait", time: 0, account: "b", trait: "plan", value: null },
    { ...recorded, type: "membership", time: 0, account: "d", user: "u" },
  ]);
  expect(facts).toMatchObject({
    accounts: 4,
    firstEvent: 1,
    lastEvent: 9,
    events: {
      login: { count: 2, accounts: 1, users: 2, properties: { seconds: { numbers: 1, lowest: 3, highest: 3, texts: [] }, plan: { numbers: 0, texts: ["pro"] } } },
      ticket_opened: { count: 1, accounts: 1, users: 0 },
    },
    traits: { plan: { accounts: 1, numbers: 0, texts: ["pro"] } },
  });
  expect(productEvents(facts)).toEqual(["login", "report_viewed"]);
});

test("no data has no time", () => {
  expect(dataFactsOf([])).toEqual({ accounts: 0, events: {}, traits: {} });
});
