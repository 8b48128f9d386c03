import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RouteName, paths } from "../../src/contract/paths.ts";
import { urlOf } from "../../src/contract/client.ts";
import { type Answer, type Question, routes } from "../../src/contract/routes.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer, runningPack } from "../support/api.ts";
import { testInsights } from "../support/insights.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { eventFact } from "../support/facts.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const now = Date.UTC(2026, 5, 1, 10);
const workspace = "simulated";
let server: ApiServer;

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, accounts: 25, scale: 0.2 }));
  await embedded.store.log.append("other", [eventFact("other-1", { account: "globex" })], "other");
  server = await apiServer(embedded.store, { workspace, now, over: { insights: testInsights(embedded.store, { workspace, now, running: runningPack() }) } });
}, 120_000);

afterAll(() => server.app.close());

async function ask<N extends RouteName>(name: N, question: Question<N>): Promise<Answer<N>> {
  const response = await server.get(urlOf(paths[name], question as Parameters<typeof urlOf>[1]));
  expect(response.statusCode, response.body).toBe(200);
  return routes[name].response.parse(response.json()) as Answer<N>;
}

async function problem<N extends RouteName>(name: N, question: Question<N>, key?: string): Promise<{ readonly status: number; readonly code: string; readonly detail: string }> {
  const response = await server.get(urlOf(paths[name], question as Parameters<typeof urlOf>[1]), key);
  expect(response.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  return response.json();
}

const everybody = () => ask("listAccounts", { limit: 1000 });
const close = (sum: number, expected: number): void => expect(sum).toBeCloseTo(expected, 9);
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

describe("the list", () => {
  test("every page by page is everybody once, in order, unknown values last", async () => {
    for (const sort of ["name", "score", "change30Days", "revenue", "renewal", "metric:seats_active"] as const) {
      for (const order of ["ascending", "descending"] as const) {
        const rows: Answer<"listAccounts">["accounts"] = [];
        let cursor: string | undefined;
        do {
          const page: Answer<"listAccounts"> = await ask("listAccounts", { sort, order, limit: 7, metrics: ["seats_active"], ...(cursor && { cursor }) });
          rows.push(...page.accounts);
          cursor = page.next ?? undefined;
        } while (cursor);
        const all = (await everybody()).accounts.map(({ account }) => account);
        expect(rows.map(({ account }) => account).sort()).toEqual(all.sort());
        const values = rows.map(({ mrr, metrics, ...row }) => (sort === "revenue" ? (mrr?.amount ?? null) : sort === "metric:seats_active" ? (metrics?.[0]?.now.value ?? null) : row[sort]));
        const known = values.filter((value) => value !== null);
        expect(values.slice(0, known.length)).toEqual(known);
        const sorted = known.toSorted((left, right) => (typeof left === "number" ? left - Number(right) : left.toLowerCase() < String(right).toLowerCase() ? -1 : 1));
        expect(known).toEqual(order === "ascending" ? sorted : sorted.reverse());
      }
    }
  });

  test("filters narrow it, and of a list any one is enough", async () => {
    const all = (await everybody()).accounts;
    const asked = await ask("listAccounts", { band: ["red", "yellow"], limit: 1000 });
    expect(asked.accounts.map(({ account }) => account).sort()).toEqual(all.filter(({ band }) => band === "red" || band === "yellow").map(({ account }) => account).sort());
    const [first] = all;
    const found = await ask("listAccounts", { text: first?.name.toUpperCase() ?? "" });
    expect(found.accounts.map(({ account }) => account)).toContain(first?.account);
    expect((await ask("listAccounts", { owner: first?.owner ?? "", limit: 1000 })).total).toBe(all.filter(({ owner }) => owner === first?.owner).length);
    expect((await ask("listAccounts", { text: "nobody is called so" })).total).toBe(0);
  });

  test("a cursor of another order is refused", async () => {
    const { next } = await ask("listAccounts", { limit: 3 });
    expect(await problem("listAccounts", { limit: 3, sort: "name", cursor: next ?? "" })).toMatchObject({ status: 400, code: "bad_request" });
    expect(await problem("listAccounts", { cursor: "x" })).toMatchObject({ status: 400, code: "bad_request" });
  });

  test("a past portfolio is what the accounts' own histories say", async () => {
    const asOf = "2026-03-01";
    const past = await ask("listAccounts", { asOf, limit: 1000 });
    expect(past.asOf).toBe("2026-02-28T23:00:00.000Z");
    for (const { account, score, band } of past.accounts.slice(0, 5)) {
      const { points } = await ask("getHistory", { account });
      expect(points.find((point) => point.asOf === past.asOf)).toMatchObject({ score, band });
    }
  });
});

describe("an account", () => {
  test("is the same one by itself and in the list, and its parts add up", async () => {
    for (const row of (await everybody()).accounts.slice(0, 6)) {
      const account = await ask("getAccount", { account: row.account });
      expect(account.row).toEqual(row);
      if (account.mean === null) continue;
      close(sumOf(account.metrics.map(({ contribution }) => contribution)), account.mean);
      close(sumOf(account.categories.map(({ contribution }) => contribution)), account.mean);
      close(sumOf(account.metrics.map(({ weight }) => weight)), 1);
      close(account.mean + sumOf(account.adjustments.map(({ effect }) => effect)), account.computed.score as number);
    }
  });

  test("the events that a metric rests on are as many as it says", async () => {
    const [row] = (await everybody()).accounts;
    const { metrics } = await ask("getAccount", { account: row?.account ?? "" });
    const rested = metrics.filter(({ events }) => events > 0);
    expect(rested.length).toBeGreaterThan(2);
    for (const { metric, events, latestEvent } of rested) {
      const found = await ask("listEvents", { account: row?.account ?? "", metric, limit: 1 });
      expect(found.total).toBe(events);
      expect(found.events[0]?.time).toBe(latestEvent);
    }
  });

  test("what changed since another day adds up", async () => {
    for (const { account } of (await everybody()).accounts.slice(0, 6)) {
      const { from, to, points, parts } = await ask("getDifference", { account, since: "2026-04-01" });
      if (from?.score === null || from === null || to.score === null) continue;
      close(points as number, to.score - from.score);
      close(sumOf(parts.map((part) => part.points)), points as number);
    }
  });

  test("its history has the markers of what people decided, and ends where it is asked to", async () => {
    const [row] = (await everybody()).accounts;
    const { points, markers } = await ask("getHistory", { account: row?.account ?? "", asOf: "2026-05-01", from: "2026-03-01" });
    expect(points.at(-1)?.asOf).toBe("2026-04-30T22:00:00.000Z");
    expect(points[0]?.asOf).toBe("2026-02-28T23:00:00.000Z");
    expect(points).toHaveLength(62);
    expect(markers.every(({ time }) => time >= "2026-02-28T23:00:00.000Z" && time < "2026-05-01")).toBe(true);
    expect((await ask("getHistory", { account: row?.account ?? "" })).markers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["contract", "stage", "owner"]));
  });

  test("its users and events come page by page, its contracts at once", async () => {
    const [row] = (await everybody()).accounts;
    const account = row?.account ?? "";
    const users = await ask("listUsers", { account, limit: 2 });
    const rest = await ask("listUsers", { account, limit: 500, cursor: users.next ?? "" });
    expect(users.users.length + rest.users.length).toBe(users.total);
    const events = await ask("listEvents", { account, limit: 3 });
    const more = await ask("listEvents", { account, limit: 3, cursor: events.next ?? "" });
    expect(new Set([...events.events, ...more.events].map(({ messageId }) => messageId)).size).toBe(6);
    const contracts = await ask("listContracts", { account });
    expect(contracts.mrr).toEqual(row?.mrr);
    expect(contracts.renewal).toBe(row?.renewal);
  });

  test("is found by its name", async () => {
    const [row] = (await everybody()).accounts;
    expect(await ask("findAccount", { asked: row?.name ?? "" })).toMatchObject({ account: row?.account });
    expect(await ask("findAccount", { asked: (row?.name ?? "").slice(0, 6) })).toMatchObject({ account: null, candidates: expect.arrayContaining([{ account: row?.account, name: row?.name }]) as unknown });
  });
});

describe("the portfolio", () => {
  test("bands, bins and groups count everybody once", async () => {
    const { accounts: all } = await everybody();
    const summary = await ask("getSummary", {});
    expect(summary.accounts).toBe(all.length);
    expect(sumOf(summary.bands.map(({ accounts }) => accounts))).toBe(all.length);
    expect(sumOf(summary.owners.map(({ accounts }) => accounts))).toBe(all.length);
    close(sumOf(summary.bands.map(({ mrr }) => mrr.amount)), summary.mrr.amount);
    const { bins, unknown } = await ask("getDistribution", { bins: 10 });
    expect(sumOf(bins.map(({ accounts }) => accounts)) + unknown.accounts).toBe(all.length);
    const [lowest] = bins.filter(({ accounts }) => accounts > 0);
    expect((await ask("listAccounts", { scoreFrom: lowest?.from, scoreBelow: lowest?.to })).total).toBe(lowest?.accounts);
  });

  test("who is nearly there, and what would lift them", async () => {
    const near = await ask("getNearlyThere", { limit: 5 });
    const missing = near.accounts.map(({ row }) => row.nextUp?.points ?? NaN);
    expect(missing).toEqual(missing.toSorted((left, right) => left - right));
    expect(near.accounts.some(({ levers }) => levers.length > 0)).toBe(true);
    const [first] = near.accounts;
    expect((await ask("getAccount", { account: first?.row.account ?? "" })).levers).toEqual(first?.levers);
  });

  test("the pack tells what every number is made of", async () => {
    const pack = await ask("getPack", {});
    const counted = pack.metrics.filter(({ category }) => category !== null);
    close(sumOf(counted.map(({ weight }) => weight)), 1);
    expect(pack.metrics.find(({ metric }) => metric === "outreach")?.definition).toBe("Number of interaction_logged events where direction is outbound in the last 90 days. Only for accounts of at least 60 days.");
  });
});

describe("what has no answer", () => {
  test("ids that nobody has, also those of another workspace", async () => {
    for (const name of ["getAccount", "getHistory", "getDifference", "listUsers", "listEvents", "listContracts"] as const) {
      for (const account of ["nobody", "globex", "../x", "😀", "a".repeat(1000)]) expect(await problem(name, { account })).toMatchObject({ status: 404, code: "not_found", detail: `There is no account with the id \`${account}\`.` });
    }
    expect((await server.get("/api/v1/accounts", "other:accounts")).json()).toMatchObject({ total: 1, accounts: [{ account: "globex" }] });
    expect((await server.get("/api/v1/accounts", "nowhere:accounts")).json()).toMatchObject({ total: 0, accounts: [] });
  });

  test("an account of another workspace is told from one that nobody has at no path", async () => {
    const about = (Object.entries(paths) as [RouteName, string][]).filter(([, path]) => path.includes("{account}"));
    expect(about.length).toBeGreaterThan(10);
    for (const [name, path] of about) {
      const [theirs, nobodys] = await Promise.all(["globex", "nobody"].map(async (account) => (await server.get(urlOf(path, { account, ...(path.includes("{user}") && { user: "u" }) }))).body.replaceAll(account, "it")));
      expect(theirs, name).toBe(nobodys);
    }
  });

  test("the future", async () => {
    expect(await problem("listAccounts", { asOf: "9999-12-31" })).toMatchObject({ status: 400, detail: "`9999-12-31` lies in the future, of which nothing is known yet." });
  });

  test("an account before it was a customer", async () => {
    const [row] = (await everybody()).accounts;
    expect(await problem("getAccount", { account: row?.account ?? "", asOf: "2019-01-01" })).toMatchObject({ status: 404, code: "no_score" });
  });

  test("everything that is wrong with a question is said at once", async () => {
    const response = await server.get("/api/v1/accounts?band=blue&limit=0&asOf=yesterday&page=2");
    expect(response.statusCode).toBe(400);
    expect((response.json<{ errors: { path: string }[] }>().errors).map(({ path }) => path).sort()).toEqual(["asOf", "band", "limit", "page"]);
  });
});

describe("who may ask", () => {
  test("nobody without a key, and each key what it was made for", async () => {
    for (const [name, { scope }] of Object.entries(routes)) {
      const url = urlOf(paths[name as RouteName], { account: "x", asked: "x" });
      expect((await server.app.inject({ url })).statusCode, name).toBe(401);
      const other = scope === "accounts" ? "people" : "accounts";
      expect((await server.get(url, `${workspace}:${other}`)).statusCode, name).toBe(403);
    }
    expect((await server.app.inject({ url: "/api/v1/changes" })).statusCode).toBe(401);
  });
});
