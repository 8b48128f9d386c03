import { describe, expect, test } from "vitest";
import type { EventFact } from "../../src/events/fact.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { importing } from "../support/importing.ts";

const day = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const told = ({ name, account, user, time, properties }: EventFact) => ({ name, account, user, day: new Date(time).toISOString().slice(0, 10), properties });

async function eventsOf(mapping: string, csv: string): Promise<ReturnType<typeof told>[]> {
  const outcome = await importing({ files: { "x.csv": csv }, mapping: `\ncurrency: EUR\nfiles:\n  - file: x.csv\n    ${mapping}\n` });
  expect(outcome.errors).toBe("");
  expect(outcome.rejects).toBe("");
  return outcome.events.map(told);
}

describe("accounts and users", () => {
  test("an account's traits count from its time on, empty cells say nothing", async () => {
    const mapping = "\nfiles:\n  - file: x.csv\n    accounts: { account: id, time: since, name: name, parent: group, owner: csm, traits: { seats: number, plan: text } }\n";
    const { facts } = await importing({ files: { "x.csv": "id,since,name,group,csm,seats,plan\n0,2025-01-01,Acme,,kim,5,\n" }, mapping });
    expect(facts.map((fact) => [fact.type, "trait" in fact ? [fact.trait, fact.value] : (fact as EventFact).properties])).toEqual([
      ["account_trait", ["name", "Acme"]],
      ["account_trait", ["seats", 5]],
      ["event", { owner: "kim" }],
    ]);
    expect(facts.every(({ time }) => time === day("2025-01-01"))).toBe(true);
  });

  test("an account without any trait still is one", async () => {
    const { facts } = await importing({ files: { "x.csv": "id,since\n0,2025-01-01\n" }, mapping: "\nfiles:\n  - file: x.csv\n    accounts: { account: id, time: since }\n" });
    expect(facts).toMatchObject([{ type: "account_trait", account: "0", trait: "name", value: "0" }]);
  });

  test("a user whose membership was imported on another day is known", async () => {
    const log = new MemoryFactLog();
    await importing({ files: { "users.csv": "user,account,since\nann,0,2025-01-01\n" }, mapping: "\nfiles:\n  - file: users.csv\n    users: { user: user, account: account, time: since }\n", log });
    const usage = { files: { "usage.csv": "user,at\nann,2025-05-31\n" }, mapping: "\nfiles:\n  - file: usage.csv\n    events: { user: user, name: { value: login }, time: at }\n", log };
    expect((await importing(usage)).events.map(({ account, attribution }) => [account, attribution])).toEqual([["0", "membership"]]);
  });

  test("a user's events belong to the account of the membership that held then", async () => {
    const mapping = `
files:
  - file: usage.csv
    events: { user: user, name: { value: login }, time: at }
  - file: users.csv
    users: { user: user, account: account, time: since, role: role }
`;
    const users = "user,account,since,role\nann,first,2025-01-01,admin\nann,second,2025-06-01,\n";
    const outcome = await importing({ files: { "users.csv": users, "usage.csv": "user,at\nann,2024-12-31\nann,2025-05-31\nann,2025-06-01\nbob,2025-06-01\n" }, mapping });
    expect(outcome.events.map(({ account, attribution }) => [account, attribution])).toEqual([
      ["first", "first_membership"],
      ["first", "membership"],
      ["second", "membership"],
      ["", "none"],
    ]);
    expect(outcome.out).toMatch(/1 usage event of no account: the user has no membership\n +usage\.csv:5: user bob/);
    expect(outcome.facts.find((fact) => fact.type === "user_trait")).toMatchObject({ user: "ann", trait: "role", value: "admin" });
  });
});

describe("contracts", () => {
  test("what is agreed is known from the start, the end only when it comes", async () => {
    const events = await eventsOf(
      "contracts: { contract: c, account: a, start: s, term_end: t, ended: e, arr: arr, seats: n }",
      "c,a,s,t,e,arr,n\nC1,0,2025-01-01,2025-12-31,2025-03-01,1200,7\n",
    );
    const agreed = { contract: "C1", start: day("2025-01-01"), term_end: day("2025-12-31"), mrr: 100, currency: "EUR", seats: 7 };
    expect(events).toEqual([
      { name: "contract_changed", account: "0", user: "", day: "2025-01-01", properties: agreed },
      { name: "contract_changed", account: "0", user: "", day: "2025-03-01", properties: { ...agreed, ended: day("2025-03-01") } },
    ]);
  });

  test("renewals without a gap are one contract, after a gap it begins anew", async () => {
    const events = await eventsOf(
      'contracts: { contract: "{a}", account: a, start: s, term_end: t, mrr: m, renewals: merge }',
      "a,s,t,m\n0,2025-01-01,2025-02-01,10\n0,2025-02-01,2025-03-01,10\n1,2025-01-15,2025-02-15,5\n0,2025-04-01,2025-05-01,12\n",
    );
    expect(events.map(({ account, properties }) => [account, new Date(Number(properties["start"])).toISOString().slice(0, 10)])).toEqual([
      ["0", "2025-01-01"], ["0", "2025-01-01"], ["1", "2025-01-15"], ["0", "2025-04-01"],
    ]);
  });

  test("a term that ends on the day before the next one begins leaves no gap", async () => {
    const events = await eventsOf('contracts: { contract: "{a}", account: a, start: s, term_end: t, mrr: m, renewals: merge }', "a,s,t,m\n0,2025-01-01,2025-01-31,10\n0,2025-02-01,2025-02-28,10\n");
    expect(new Set(events.map(({ properties }) => properties["start"]))).toEqual(new Set([day("2025-01-01")]));
  });

  test("renewals that aren't in the order of time are rejected, not merged wrongly", async () => {
    const mapping = '\nfiles:\n  - file: x.csv\n    contracts: { contract: "{a}", account: a, start: s, term_end: t, mrr: m, renewals: merge }\n';
    const outcome = await importing({ files: { "x.csv": "a,s,t,m\n0,2025-02-01,2025-03-01,10\n0,2025-01-01,2025-02-01,10\n" }, mapping });
    expect(outcome.rejects).toMatch(/x\.csv,3,start,0,.*sort the file by it/);
  });

  test("an end in the future belongs into term_end", async () => {
    const mapping = "\nfiles:\n  - file: x.csv\n    contracts: { contract: c, account: a, start: s, ended: e, mrr: m }\n";
    const outcome = await importing({ files: { "x.csv": "c,a,s,e,m\nC,0,2025-01-01,2027-01-01,1\n" }, mapping });
    expect(outcome.rejects).toMatch(/lies in the future: an end that is agreed in advance belongs into `term_end`/);
  });
});

describe("what one row of each other kind becomes", () => {
  test.each<[string, string, string, unknown[]]>([
    ["a ticket still open", "tickets: { ticket: id, account: a, opened: o, closed: c, priority: p }", "id,a,o,c,p\nT1,0,2025-01-01,,high\n",
      [{ name: "ticket_opened", account: "0", user: "", day: "2025-01-01", properties: { ticket: "T1", priority: "high" } }]],
    ["a ticket closed, and what only its end tells", "tickets: { ticket: id, user: u, opened: o, closed: c, closed_properties: { hours: number } }", "id,u,o,c,hours\nT1,ann,2025-01-01,2025-01-03,48\n",
      [{ name: "ticket_opened", account: "", user: "ann", day: "2025-01-01", properties: { ticket: "T1" } },
       { name: "ticket_closed", account: "", user: "ann", day: "2025-01-03", properties: { ticket: "T1", hours: 48 } }]],
    ["a survey answer", "surveys: { account: a, time: t, score: s, touchpoint: { value: onboarding } }", "a,t,s\n0,2025-01-01,4.5\n",
      [{ name: "survey_answered", account: "0", user: "", day: "2025-01-01", properties: { score: 4.5, touchpoint: "onboarding" } }]],
    ["an outcome", "outcomes: { account: a, time: t, outcome: { value: churned }, reason: r }", "a,t,r\n0,2025-01-01,price\n",
      [{ name: "outcome_recorded", account: "0", user: "", day: "2025-01-01", properties: { outcome: "churned", reason: "price" } }]],
    ["an interaction", "interactions: { account: a, time: t, channel: { column: c, map: { Call: call } }, attended: n }", "a,t,c,n\n0,2025-01-01,Call,3\n",
      [{ name: "interaction_logged", account: "0", user: "", day: "2025-01-01", properties: { channel: "call", attended: 3 } }]],
    ["a review", "reviews: { account: a, time: t, sponsor_present: s }", "a,t,s\n0,2025-01-01,Yes\n",
      [{ name: "review_held", account: "0", user: "", day: "2025-01-01", properties: { sponsor_present: "true" } }]],
    ["a pulse", "pulses: { account: a, time: t, band: b, author: w }", "a,t,b,w\n0,2025-01-01,green,kim\n",
      [{ name: "pulse_set", account: "0", user: "", day: "2025-01-01", properties: { band: "green", author: "kim" } }]],
    ["a typed-in value", "measurements: { account: a, time: t, measurement: { value: utilisation }, value: v }", "a,t,v\n0,2025-01-01,0.7\n",
      [{ name: "measurement_recorded", account: "0", user: "", day: "2025-01-01", properties: { measurement: "utilisation", value: 0.7 } }]],
    ["a total of a month stays one", "totals: { account: a, measure: { value: logins }, value: n, period_start: m, period: month }", "a,m,n\n0,2024-02-01,31\n",
      [{ name: "usage_total", account: "0", user: "", day: "2024-02-29", properties: { measure: "logins", value: 31, period_start: day("2024-02-01"), period_end: day("2024-03-01") } }]],
    ["a total with its own end", "totals: { user: u, measure: m, value: n, period_start: s, period_end: e }", "u,m,n,s,e\nann,logins,3,2025-01-01,2025-01-08\n",
      [{ name: "usage_total", account: "", user: "ann", day: "2025-01-07", properties: { measure: "logins", value: 3, period_start: day("2025-01-01"), period_end: day("2025-01-08") } }]],
  ])("%s", async (_name, mapping, csv, expected) => {
    expect(await eventsOf(mapping, csv)).toEqual(expected);
  });

  test.each([
    ["a channel that the vocabulary doesn't know", "interactions: { account: a, time: t, channel: c }", "a,t,c\n0,2025-01-01,pigeon\n", /x\.csv,2,c,pigeon,/],
    ["a band that is none", "pulses: { account: a, time: t, band: c, author: { value: kim } }", "a,t,c\n0,2025-01-01,blue\n", /x\.csv,2,c,blue,/],
    ["a score that is empty", "surveys: { account: a, time: t, score: c }", "a,t,c\n0,2025-01-01,\n", /x\.csv,2,c,,"is empty, but is the score of the row"/],
    ["a period that ends before it starts", "totals: { account: a, measure: { value: x }, value: { value: 1 }, period_start: t, period_end: c }", "a,t,c\n0,2025-01-02,2025-01-01\n", /isn't after the start/],
  ])("%s is rejected under the column's own name", async (_name, mapping, csv, reject) => {
    const outcome = await importing({ files: { "x.csv": csv }, mapping: `\nfiles:\n  - file: x.csv\n    ${mapping}\n` });
    expect(outcome.rejects).toMatch(reject);
    expect([outcome.code, outcome.facts.length]).toEqual([2, 0]);
  });
});

describe("when it could be known", () => {
  test.each([
    ["at once, when nothing is said", "", 0],
    ["after the lag of the mapping", "known_after: 12h", 12],
    ["after the lag of the kind", "known_after: 12h", 48],
  ])("%s", async (_name, top, hours) => {
    const own = hours === 48 ? ", known_after: 2d" : "";
    const outcome = await importing({ files: { "x.csv": "a,t\n0,2025-01-01\n" }, mapping: `\n${top}\nfiles:\n  - file: x.csv\n    events: { account: a, time: t, name: { value: login }${own} }\n` });
    expect(outcome.events[0]?.knownAt).toBe(day("2025-01-01") + hours * 3_600_000);
  });

  test("as a column says", async () => {
    const outcome = await importing({ files: { "x.csv": "a,t,k\n0,2025-01-01,2025-02-01\n" }, mapping: "\nfiles:\n  - file: x.csv\n    events: { account: a, time: t, name: { value: login }, known_at: k }\n" });
    expect(outcome.events[0]?.knownAt).toBe(day("2025-02-01"));
  });
});
