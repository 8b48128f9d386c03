import { afterAll, beforeAll, expect, test } from "vitest";
import { groupKeys } from "../../src/contract/portfolio.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { as, sessionsOf } from "../support/plans.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const workspace = "grouped";
const now = Date.UTC(2026, 5, 1, 10);
let server: ApiServer;

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, accounts: 25, scale: 0.2 }));
  server = await apiServer(embedded.store, { workspace, now, over: { access: { readKeys: { findReadKey: () => "unknown" }, sessions: sessionsOf(workspace) } } });
}, 120_000);
afterAll(() => server.app.close());

const viewer = () => as(server, "viewer");

test.each(groupKeys)("groups by %s sum up to the portfolio, and each has the accounts that it says", async (by) => {
  const { groups } = await viewer().ask("getGroups", { by });
  const { accounts: all } = await viewer().ask("listAccounts", { limit: 1000, sparkline: "no" });
  const found = await Promise.all(groups.map(async ({ id }) => (await viewer().ask("listAccounts", { group: by, inGroup: id, sort: "name", limit: 1000, sparkline: "no" })).accounts));
  expect(found.map(({ length }) => length)).toEqual(groups.map(({ accounts }) => accounts));
  expect(new Set(found.flat().map(({ account }) => account))).toEqual(new Set(all.map(({ account }) => account)));
  for (const [index, { mrr, bands }] of groups.entries()) {
    const own = found[index] ?? [];
    expect(mrr.amount).toBeCloseTo(own.reduce((sum, row) => sum + (row.mrr?.amount ?? 0), 0), 6);
    expect(bands.map(({ accounts }) => accounts)).toEqual(["red", "yellow", "green", "unknown"].map((band) => own.filter((row) => row.band === band).length));
  }
  expect(groups.slice(0, -1).every(({ id }) => id !== "")).toBe(true);
});

test("a group is read from any place on, in the order that is asked for", async () => {
  const all = (await viewer().ask("listAccounts", { sort: "revenue", order: "descending", limit: 1000, sparkline: "no" })).accounts.map(({ account }) => account);
  const part = async (offset: number) => (await viewer().ask("listAccounts", { sort: "revenue", order: "descending", limit: 7, offset, sparkline: "no" })).accounts.map(({ account }) => account);
  expect([...(await part(0)), ...(await part(7)), ...(await part(14)), ...(await part(21)), ...(await part(28))]).toEqual(all);
  const page = await viewer().ask("listAccounts", { sort: "revenue", order: "descending", limit: 5, offset: 5, sparkline: "no" });
  const next = await viewer().ask("listAccounts", { sort: "revenue", order: "descending", limit: 5, cursor: page.next ?? "", sparkline: "no" });
  expect(next.accounts.map(({ account }) => account)).toEqual(all.slice(10, 15));
});

test("months of renewals are in order, and filters count", async () => {
  const { groups } = await viewer().ask("getGroups", { by: "renewal", band: ["red", "yellow"] });
  const months = groups.map(({ id }) => id).filter((id) => id !== "");
  expect(months).toEqual(months.toSorted());
  expect(months.every((month) => /^\d{4}-\d\d$/.test(month))).toBe(true);
  const { accounts } = await viewer().ask("getSummary", { band: ["red", "yellow"] });
  expect(groups.reduce((sum, group) => sum + group.accounts, 0)).toBe(accounts);
});

test("which group of which grouping belong together", async () => {
  await expect(viewer().ask("listAccounts", { group: "owner" })).rejects.toThrow(/`group` and `inGroup` together/);
  expect((await viewer().ask("listAccounts", { group: "owner", inGroup: "nobody at all" })).total).toBe(0);
});

test("rows bring along the metrics that are asked for, as the account says them", async () => {
  const { metrics: all } = await viewer().ask("getPack", {});
  const wanted = all.map(({ metric }) => metric).slice(0, 6);
  const { accounts } = await viewer().ask("listAccounts", { metrics: [...wanted, "no_such_metric"], limit: 5, sparkline: "no" });
  for (const { account, metrics } of accounts) {
    const whole = (await viewer().ask("getAccount", { account })).metrics;
    const expected = wanted.flatMap((wish) => whole.filter(({ metric }) => metric === wish).map(({ metric, raw, score }) => ({ metric, now: raw, points: score })));
    expect(metrics?.map(({ points, ...rest }) => ({ ...rest, points: points === null ? null : Math.fround(points) }))).toEqual(expected.map(({ points, ...rest }) => ({ ...rest, points: points === null ? null : Math.fround(points) })));
  }
  expect((await viewer().ask("listAccounts", { limit: 1 })).accounts[0]?.metrics).toBeUndefined();
});
