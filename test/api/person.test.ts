import { afterAll, beforeAll, expect, test } from "vitest";
import { shiftDays } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { as, sessionsOf } from "../support/plans.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const workspace = "peopled";
const now = Date.UTC(2026, 5, 1, 10);
let server: ApiServer;

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, accounts: 12, scale: 0.3 }));
  const readKeys = { findReadKey: (text: string) => (text === "people" || text === "accounts" ? { name: text, workspace, scopes: [text] as ("people" | "accounts")[] } : ("unknown" as const)) };
  server = await apiServer(embedded.store, { workspace, now, over: { access: { readKeys, sessions: sessionsOf(workspace) } } });
}, 120_000);
afterAll(() => server.app.close());

const viewer = () => as(server, "viewer");

/** The account with the most people. */
async function company() {
  const { accounts } = await viewer().ask("listAccounts", { limit: 50, sparkline: "no" });
  const all = await Promise.all(accounts.map(async ({ account, name }) => ({ name, ...(await viewer().ask("listUsers", { account, limit: 500 })) })));
  const [largest] = all.toSorted((left, right) => right.total - left.total);
  if (!largest) throw new Error("nobody is a customer");
  return largest;
}

test("a person is as the list of people says, and each number is what the events say", async () => {
  const { account, name, users } = await company();
  const { timezone } = await viewer().ask("getPack", {});
  const seen = users.filter(({ lastSeen }) => lastSeen !== null).slice(0, 4);
  expect(seen.length).toBeGreaterThan(1);
  for (const user of seen) {
    const person = await viewer().ask("getPerson", { account, user: user.user });
    expect([person.accountName, person.accounts]).toEqual([name, [account]]);
    expect({ ...person.user, events30Days: user.events30Days }).toEqual(user);
    const { health, uses } = person;
    const from = new Date(shiftDays(Date.parse(person.asOf), -health.windowDays, timezone)).toISOString();
    for (const use of uses) expect((await viewer().ask("listEvents", { account, user: user.user, name: use.name, from, limit: 1 })).total).toBe(use.events);
    expect(health.activeDays >= Math.max(0, ...uses.map(({ days }) => days))).toBe(true);
    if (health.usualDays !== null) {
      expect(health.usualDays).toBeCloseTo(health.earlier.reduce((sum, days) => sum + days, 0) / health.earlier.length, 9);
      const share = health.usualDays === 0 ? (health.activeDays > 0 ? 1 : 0) : health.activeDays / health.usualDays;
      expect(health.score).toBeCloseTo(Math.min(100, 100 * share), 9);
    }
    expect(health.text).toContain(`${health.activeDays} active`);
  }
});

test("the past shows the person of then; whom the account doesn't have is unknown", async () => {
  const { account, users } = await company();
  const [user] = users;
  const then = await viewer().ask("getPerson", { account, user: user?.user ?? "", asOf: new Date(now - 10 * 86_400_000).toISOString() });
  expect(Date.parse(then.user.lastSeen ?? "")).toBeLessThan(now - 10 * 86_400_000);
  const status = async (path: string, headers: Readonly<Record<string, string>> = { cookie: "viewer" }) => (await server.app.inject({ url: `/api/v1/accounts/${path}`, headers })).statusCode;
  expect([await status(`${account}/users/nobody`), await status(`nobody/users/${user?.user}`), await status(`${account}/users/${user?.user}?asOf=1999-01-01`)]).toEqual([404, 404, expect.any(Number)]);
  expect([await status(`${account}/users/${user?.user}`, { authorization: "Bearer people" }), await status(`${account}/users/${user?.user}`, { authorization: "Bearer accounts" })]).toEqual([200, 403]);
});
