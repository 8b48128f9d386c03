import { expect, test } from "vitest";
import { matchEvent, withdrawalEvent } from "../../src/engine/match.ts";
import type { EventFact, Fact } from "../../src/events/fact.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { embeddedStore } from "../support/embedded-store.ts";

const embedded = embeddedStore();
const asOf = Date.UTC(2026, 5, 1);
const metrics = { calls: metricSchema.parse({ kind: "count", events: ["called"], window: "30d" }), plan: metricSchema.parse({ kind: "trait", trait: "plan" }) };

function fact(source: string, account: string, number: number): EventFact {
  const time = asOf - number * 3_600_000;
  return { type: "event", messageId: `${source}-${account}-${number}`, account, user: "u", name: "called", properties: {}, time, knownAt: time, originalTime: time, receivedAt: time, source, attribution: "explicit" };
}

const trait = (source: string, account: string): Fact => ({ type: "account_trait", messageId: `${source}-${account}-plan`, account, trait: "plan", value: 7, time: asOf - 1000, knownAt: asOf, source });

/** Calls of each account, and its plan; an account without a fact has no entry. */
async function calls(workspace: string): Promise<Record<string, readonly [number, number]>> {
  const { accounts, values } = await embedded.store.measurer.measure({ workspace, metrics, zone: "UTC", currency: "EUR", rates: {}, instants: [asOf] });
  return Object.fromEntries(accounts.map((account, place) => [account, [values[place * 2] as number, values[place * 2 + 1] as number]]));
}

async function twoSources(): Promise<string> {
  const workspace = embedded.freshWorkspace();
  const facts = [fact("product", "acme", 1), fact("product", "acme", 2), fact("crm", "0061", 1), trait("crm", "0061"), fact("billing", "0061", 5)];
  await embedded.store.log.append(workspace, facts, "batch");
  return workspace;
}

const decided = matchEvent({ source: "crm", record: "0061", account: "acme", by: "key", author: "kim" }, asOf - 500);

test("a matched record counts for its account, also what came before the match; equal ids of other sources don't", async () => {
  const workspace = await twoSources();
  expect(await calls(workspace)).toEqual({ acme: [2, NaN], "0061": [2, 7] });
  await embedded.store.log.append(workspace, [decided], "decision");
  expect(await embedded.store.settleMatches(workspace)).toBe(1);
  expect(await calls(workspace)).toEqual({ acme: [3, 7], "0061": [1, NaN] });
  expect(await embedded.store.settleMatches(workspace)).toBe(0);
});

test("of a matched record it is told where its events lie, and where they came from", async () => {
  const workspace = await twoSources();
  await embedded.store.log.append(workspace, [decided], "decision");
  await embedded.store.settleMatches(workspace);
  const { pipeline } = embedded.store;
  expect(await pipeline.elsewhere({ workspace, account: "0061", limit: 10 })).toEqual([{ account: "acme", events: 1, why: "match" }]);
  expect(await pipeline.elsewhere({ workspace, account: "acme", limit: 10 })).toEqual([]);
  const { arrivals } = await pipeline.arrivals({ workspace, account: "acme", asOf, limit: 10, uses: new Map() });
  expect(new Map(arrivals.map(({ messageId, record }) => [messageId, record])).get("crm-0061-1")).toBe("0061");
});

test("of several accounts that hold its events those with the most are told", async () => {
  const workspace = embedded.freshWorkspace();
  const moved = (account: string, number: number): Fact => ({ ...fact("product", account, number), user: "bob", attribution: "membership" });
  const joined: Fact = { type: "membership", messageId: "joined", account: "0061", user: "bob", time: asOf - 1000, knownAt: asOf, source: "product" };
  await embedded.store.log.append(workspace, [fact("crm", "0061", 1), moved("one", 2), moved("many", 3), moved("many", 4), moved("many", 5), joined, decided], "batch");
  await embedded.store.settleMatches(workspace);
  const { pipeline } = embedded.store;
  expect(await pipeline.elsewhere({ workspace, account: "0061", limit: 2 })).toEqual([{ account: "many", events: 3, why: "membership" }, { account: "acme", events: 1, why: "match" }]);
});

test("what comes later is moved too, and a withdrawn match gives everything back", async () => {
  const workspace = await twoSources();
  await embedded.store.log.append(workspace, [decided], "decision");
  await embedded.store.settleMatches(workspace);
  await embedded.store.log.append(workspace, [fact("crm", "0061", 3)], "later");
  await embedded.store.settleMatches(workspace);
  expect((await calls(workspace))["acme"]).toEqual([4, 7]);
  const [decision] = await embedded.store.records.decisions(workspace);
  if (!decision) throw new Error("the decision was recorded");
  await embedded.store.log.append(workspace, [withdrawalEvent(decision, "kim", asOf - 100)], "undo");
  await embedded.store.settleMatches(workspace);
  expect(await calls(workspace)).toEqual({ acme: [2, NaN], "0061": [3, 7] });
});

test.each([["copying", 1], ["copied", 2]] as const)("a move that was cut short while %s is finished without loss or doubling", async (state, step) => {
  const workspace = await twoSources();
  await embedded.store.log.append(workspace, [decided], "decision");
  const parameters = { workspace, state, step };
  await embedded.store.clickHouse.command({
    name: "copy a row as a move does",
    text: `INSERT INTO events (workspace, account, record, user, name, time, known_at, message_id, source)
SELECT workspace, 'acme', '0061', user, name, time, known_at, message_id, source FROM events WHERE workspace = {workspace:String} AND source = 'crm' AND account = '0061'`,
    parameters: { workspace },
  });
  if (state === "copied") {
    await embedded.store.clickHouse.command({
      name: "copy a trait as a move does",
      text: `INSERT INTO account_traits (workspace, account, record, trait, kind, number, text, time, known_at, message_id, source)
SELECT workspace, 'acme', '0061', trait, kind, number, text, time, known_at, message_id, source FROM account_traits WHERE workspace = {workspace:String}`,
      parameters: { workspace },
    });
  }
  await embedded.store.clickHouse.command({
    name: "note the move as it was when the process died",
    text: "INSERT INTO moves (workspace, source, record, from, to, state, step) SELECT {workspace:String}, 'crm', '0061', '0061', 'acme', {state:String}, {step:UInt8}",
    parameters,
  });
  await embedded.store.settleMatches(workspace);
  expect(await calls(workspace)).toEqual({ acme: [3, 7], "0061": [1, NaN] });
});
