import { describe, expect, test } from "vitest";
import type { EventFact, Fact } from "../../src/events/fact.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { daysBefore, judgedAccount, judgedNow, judgedPack, recordedBefore } from "../support/judged-world.ts";
import { recording } from "../support/recording.ts";

const embedded = embeddedStore();
const open = (facts: readonly Fact[]) => recording(embedded.store, { workspace: embedded.freshWorkspace(), now: judgedNow, pack: judgedPack, facts });
const pulse = (daysAgo: number, account: string, band: string): EventFact => recordedBefore(daysAgo, account, "pulse_set", { band, reason: "they said so" }) as EventFact;
const day = (daysAgo: number): string => new Date(daysBefore(daysAgo)).toISOString();

describe("disagreements", () => {
  test("green against red for a week, from data alone, until somebody decides", async () => {
    const { ask, load } = await open([
      // The product alone says 90 of these, and 10 of those.
      ...["worse", "young", "decided", "agreed", "raised"].flatMap((account) => judgedAccount(account, 9)),
      ...judgedAccount("better", 1, "bob"),
      pulse(20, "worse", "red"), pulse(3, "young", "red"), pulse(20, "decided", "red"), pulse(20, "agreed", "green"), pulse(20, "raised", "red"), pulse(30, "better", "green"),
      recordedBefore(10, "decided", "override_set", { band: "red", reason: "they told us", expires: judgedNow + 1e9 }),
      // What people did to the score doesn't count among the data.
      recordedBefore(10, "raised", "adjustment_set", { operation: "cap", amount: 10, reason: "because" }),
    ]);
    const { body } = await ask("GET", "/disagreements");
    const listed = (body["disagreements"] as Record<string, unknown>[]).map(({ account, standpoint, since, days, band }) => [account, standpoint, since, days, band]);
    expect(listed).toEqual([
      ["better", "people_better", day(30), 30, "red"],
      ["raised", "people_worse", day(20), 20, "green"],
      ["worse", "people_worse", day(20), 20, "green"],
    ]);
    expect(body).toMatchObject({ total: 3, disagreements: [{ owner: "bob", pulse: { band: "green", author: "csm@acme.example" }, score: 10, isLonger: false, decision: expect.stringContaining("The data say red") as string }, {}, {}] });
    expect(await ask("GET", "/disagreements?owner=bob&limit=1")).toMatchObject({ body: { total: 1 } });
    expect((await ask("POST", "/accounts/worse/pulses", { body: { band: "green" } })).status).toBe(201);
    await load();
    expect((await ask("GET", "/disagreements")).body["total"]).toBe(2);
  });
});

describe("what is due", () => {
  const typed = (daysAgo: number, account: string, measurement: string, value: number): Fact => recordedBefore(daysAgo, account, "measurement_recorded", { measurement, value });
  test("pulses and typed-in values, with who has to say them", async () => {
    const { ask, load } = await open([
      ...judgedAccount("acme", 7, "ann"),
      ...judgedAccount("globex", 7, "bob"),
      pulse(10, "acme", "green"), pulse(119, "globex", "green"),
      typed(35, "acme", "value reported", 5), typed(10, "globex", "value reported", 5), typed(85, "acme", "references", 1),
    ]);
    const items = async (query: string): Promise<unknown[]> => ((await ask("GET", `/measurements-due${query}`)).body["items"] as Record<string, unknown>[]).map(({ account, metric, responsible, state, daysOverdue }) => [account, metric, responsible, state, daysOverdue]);
    // `references` was typed in by nobody at globex, whose contract is 120 days old and which was asked after 90.
    expect(await items("")).toEqual([
      ["globex", "references", "bob", "overdue", 30],
      ["acme", "value_reported", "ann", "overdue", 5],
      ["globex", "pulse", "bob", "due", 0],
      ["acme", "references", "ann", "due", 0],
    ]);
    expect((await ask("GET", "/measurements-due")).body["people"]).toEqual([{ responsible: "ann", overdue: 1, due: 1 }, { responsible: "bob", overdue: 1, due: 1 }]);
    expect(await items("?owner=ann&state=current")).toEqual([["acme", "pulse", "ann", "current", 0]]);
    expect(await items("?responsible=bob&state=overdue")).toEqual([["globex", "references", "bob", "overdue", 30]]);
    const first = await ask("GET", "/measurements-due?limit=3");
    const rest = await ask("GET", `/measurements-due?limit=3&cursor=${String(first.body["next"])}`);
    expect([first.body["total"], (rest.body["items"] as unknown[]).length, rest.body["next"]]).toEqual([4, 1, null]);
    await ask("POST", "/accounts/acme/measurements", { body: { measurement: "value_reported", value: 8 } });
    await load();
    expect(await items("?account=acme")).toEqual([["acme", "references", "ann", "due", 0]]);
    expect((await ask("GET", "/measurements-due?account=acme&state=current")).body["items"]).toMatchObject([{ metric: "value_reported", metricName: "Value reported", last: { value: 8, author: "csm@acme.example" } }, { metric: "pulse" }]);
  });
});

test("what was recorded about an account, in force and past", async () => {
  const { ask } = await open([
    ...judgedAccount("acme", 7),
    pulse(50, "acme", "red"), pulse(10, "acme", "green"),
    recordedBefore(9, "acme", "adjustment_set", { operation: "multiply", amount: 0.8, reason: "no review", expires: judgedNow + 1e9 }),
    recordedBefore(90, "acme", "adjustment_set", { operation: "add", amount: -5, reason: "then", expires: daysBefore(60) }),
    recordedBefore(8, "acme", "measurement_recorded", { measurement: "value reported", value: 5 }),
    recordedBefore(7, "acme", "note_written", { text: "Prefers mornings." }),
    recordedBefore(6, "acme", "override_set", { score: 30, band: "red", reason: "they told us" }),
    recordedBefore(5, "acme", "withdrawn", { withdraws: "acme override_set 6", reason: "a slip" }),
  ]);
  const { body } = await ask("GET", "/accounts/acme/recorded", { as: "viewer" });
  const items = body["items"] as Record<string, unknown>[];
  expect(items.map(({ kind, state, text, canBeWithdrawn }) => [kind, state, text, canBeWithdrawn])).toEqual([
    ["override", "withdrawn", "red, score 30", false],
    ["note", "in_force", "Prefers mornings.", true],
    ["measurement", "in_force", "Value reported: 5", true],
    ["adjustment", "in_force", "20 % off", true],
    ["pulse", "in_force", "green", true],
    ["pulse", "replaced", "red", true],
    ["adjustment", "expired", "5 points less", true],
    ["owner", "in_force", "csm", false],
  ]);
  expect(items[0]).toMatchObject({ band: "red", value: 30, reason: "they told us", withdrawn: { author: "csm@acme.example", reason: "a slip" } });
  expect(items[4]).toMatchObject({ author: "csm@acme.example", reason: "they said so", ends: new Date(daysBefore(-110)).toISOString() });
});

test("both are told of a hand-over, and others aren't", async () => {
  const { ask, load } = await open([...judgedAccount("acme", 7, "ann"), ...judgedAccount("globex", 7, "csm")]);
  await ask("POST", "/accounts/acme/owner", { as: "manager", body: { owner: "csm", note: "ask for Eve" } });
  await ask("POST", "/accounts/globex/owner", { body: { owner: "bob" } });
  await load();
  const told = async (query = "", as: "csm" | "viewer" | "manager" = "csm"): Promise<unknown[]> => ((await ask("GET", `/notices${query}`, { as })).body["notices"] as Record<string, unknown>[]).map(({ text }) => String(text)).toSorted();
  expect(await told()).toEqual(["acme is yours now; ann had it before. Its pulse counts for a while yet: set your own.", "globex went from csm to bob, handed over by csm@acme.example."]);
  expect(await told("", "viewer")).toEqual([]);
  expect((await told("", "manager")).length).toBe(2);
  expect(await told("?owner=bob")).toEqual(["globex is yours now; csm had it before. Its pulse counts for a while yet: set your own."]);
});
