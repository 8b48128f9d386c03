import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { urlOf } from "../../src/contract/client.ts";
import { type RouteName, paths } from "../../src/contract/paths.ts";
import { type Answer, type Question, routes } from "../../src/contract/routes.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const now = Date.UTC(2026, 5, 1, 10);
const workspace = "travelling";
let server: ApiServer;

beforeAll(async () => {
  await storeCompany(embedded.store, workspace, simulationOf("small", { to: now, accounts: 60, scale: 0.2 }));
  server = await apiServer(embedded.store, { workspace, now, pack: "post-sale-journey" });
}, 120_000);

afterAll(() => server.app.close());

async function ask<N extends RouteName>(name: N, question: Question<N>): Promise<Answer<N>> {
  const response = await server.get(urlOf(paths[name], question as Parameters<typeof urlOf>[1]));
  expect(response.statusCode, response.body).toBe(200);
  return routes[name].response.parse(response.json()) as Answer<N>;
}

async function status<N extends RouteName>(name: N, question: Question<N>): Promise<number> {
  return (await server.get(urlOf(paths[name], question as Parameters<typeof urlOf>[1]))).statusCode;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

describe("the board", () => {
  test("counts everybody once in each line, and every stage is what its list says", async () => {
    const { lines, accounts } = await ask("getJourney", {});
    const [line] = lines;
    expect(sumOf(line?.stages.map((stage) => stage.accounts) ?? [])).toBe(line?.began);
    expect(accounts).toBe(line?.began);
    for (const { stage, accounts: here, onTrack, behind, stuck, isLost } of line?.stages ?? []) {
      const { listed, total } = await ask("getJourney", { stage, limit: 1000 });
      expect([total, listed.length]).toEqual([here, here]);
      const counts = (["on_track", "behind", "stuck"] as const).map((wanted) => listed.filter((one) => one.status === wanted).length);
      expect(counts).toEqual([onTrack, behind, stuck]);
      if (!isLost) expect(onTrack + behind + stuck).toBe(here);
    }
  });

  test("the funnel never grows, and begins with all", async () => {
    const [line] = (await ask("getJourney", {})).lines;
    const reached = line?.stages.filter(({ isLost }) => !isLost).map((stage) => stage.reached) ?? [];
    expect(reached[0]).toBe(line?.began);
    expect(reached).toEqual(reached.toSorted((one, other) => other - one));
  });

  test("page by page, stuck before behind, everybody once and with a reason", async () => {
    const listed: Answer<"getJourney">["listed"] = [];
    let cursor: string | undefined;
    do {
      const page: Answer<"getJourney"> = await ask("getJourney", { limit: 3, ...(cursor && { cursor }) });
      listed.push(...page.listed);
      cursor = page.next ?? undefined;
    } while (cursor);
    const all = await ask("getJourney", { limit: 1000 });
    expect(all.total).toBeGreaterThan(3);
    expect(listed).toEqual(all.listed);
    expect(listed.every(({ status: how, reasons }) => how !== "on_track" && reasons.length > 0)).toBe(true);
    expect(listed.map(({ status: how }) => how)).toEqual(listed.map(({ status: how }) => how).toSorted((one, other) => Number(other === "stuck") - Number(one === "stuck")));
    expect(await status("getJourney", { cursor: "x" })).toBe(400);
  });

  test("of another day tells of that day, and the account's own way agrees", async () => {
    const asOf = "2026-02-01";
    const { listed } = await ask("getJourney", { asOf, status: ["on_track", "behind", "stuck"], limit: 1000 });
    for (const one of listed.slice(0, 4)) {
      const { lines } = await ask("getAccountJourney", { account: one.account, asOf });
      expect(lines[0]).toMatchObject({ stage: one.stage, since: one.since, days: one.days, status: one.status, expectedDays: one.expectedDays });
    }
  });
});

test("an account's way: its stages in order, one of them now; also of one that is a customer no more", async () => {
  const { listed } = await ask("getJourney", { stage: "churned", limit: 1 });
  const lost = await ask("getAccountJourney", { account: listed[0]?.account ?? "" });
  expect(lost).toMatchObject({ isCustomer: false, lines: [{ stage: "churned", status: null }] });
  const [row] = server.live.rows(workspace);
  const own = await ask("getAccountJourney", { account: row?.account ?? "" });
  expect(own.lines[0]?.stages.filter(({ passage }) => passage === "now")).toEqual([expect.objectContaining({ stage: own.lines[0]?.stage })]);
  expect((await ask("getAccount", { account: row?.account ?? "" })).journey[0]).toMatchObject({ stage: own.lines[0]?.stage, moves: own.lines[0]?.moves });
  expect(await status("getAccountJourney", { account: "nobody" })).toBe(404);
});

test("cohorts: every month and segment is part of all, and curves only fall", async () => {
  const { lines, health } = await ask("getCohorts", {});
  const [line] = lines;
  for (const { cohorts } of line?.measures ?? []) {
    const all = cohorts.find(({ by }) => by === "all")?.duration;
    const months = cohorts.filter(({ by }) => by === "month");
    expect(sumOf(months.map(({ duration }) => duration.accounts))).toBe(all?.accounts);
    expect(sumOf(months.map(({ duration }) => duration.done))).toBe(all?.done);
    const left = all?.curve.map((step) => step.left) ?? [];
    expect(left).toEqual(left.toSorted((one, other) => other - one));
  }
  expect(line?.measures.length).toBe(2);
  expect(sumOf(health.cohorts.flatMap(({ stages }) => stages.map(({ accounts }) => accounts)))).toBe([...server.live.rows(workspace)].length);
});

describe("benchmarks", () => {
  test("the map counts each compared account once, and who is under is listed furthest first", async () => {
    const { cells, uncompared, furthest, total, frozenAt } = await ask("getBenchmarks", { limit: 1000 });
    expect(frozenAt).toBe("2026-05-31T22:00:00.000Z");
    expect(sumOf(cells.map(({ accounts }) => accounts)) + uncompared.withoutScore + uncompared.withoutBenchmark).toBe([...server.live.rows(workspace)].length);
    expect(sumOf(cells.map(({ under }) => under))).toBe(total);
    const gaps = furthest.map(({ gap }) => gap.gap);
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
    for (const cell of cells) expect(cell.benchmark === null || cell.benchmark.kind === "target" || cell.benchmark.group.accounts >= 20).toBe(true);
  });

  test("an account has the gap that its line has, and its metrics are in order of what they explain", async () => {
    const { accounts } = await ask("listAccounts", { sort: "gap", limit: 5 });
    for (const row of accounts.filter(({ benchmark }) => benchmark !== null)) {
      const own = await ask("getAccountBenchmark", { account: row.account });
      expect(own.overall?.gap).toBe(row.benchmark?.gap);
      expect(own.mostBy?.metric).toBe(row.benchmark?.mostBy?.metric);
      expect(own.metrics.map(({ effect }) => effect)).toEqual(own.metrics.map(({ effect }) => effect).toSorted((one, other) => (one ?? 0) - (other ?? 0)));
    }
    expect(accounts[0]?.benchmark).not.toBeNull();
  });

  test("the filter lets those through that are under, and no others", async () => {
    const under = await ask("listAccounts", { benchmark: "under", limit: 1000 });
    expect(under.accounts.every(({ benchmark }) => benchmark?.isUnder)).toBe(true);
    expect(under.total).toBe((await ask("getBenchmarks", {})).total);
  });

  test("of a score that isn't there says which are", async () => {
    expect(await status("getBenchmarks", { score: "health" })).toBe(400);
    const { scores } = await ask("getBenchmarks", {});
    const category = scores.find(({ kind }) => kind === "category")?.id ?? "";
    expect((await ask("getBenchmarks", { score: category })).score.id).toBe(category);
  });
});

describe("money", () => {
  test("revenue at risk adds up by stage and owner, and account by account", async () => {
    const { atRisk, all, by, accounts, retention } = await ask("getRevenue", { limit: 1000 });
    for (const lines of [by.stage, by.owner, by.renewal]) expect(sumOf(lines.map((line) => line.atRisk.mrr.amount))).toBeCloseTo(atRisk.mrr.amount, 6);
    expect(sumOf(accounts.map(({ row }) => row.mrr?.amount ?? 0))).toBeCloseTo(atRisk.mrr.amount, 6);
    expect(all.mrr.amount).toBeGreaterThan(atRisk.mrr.amount);
    const { start, added, expanded, contracted, lost, exchange, end } = retention;
    expect(start.mrr.amount + added.mrr.amount + expanded.mrr.amount - contracted.mrr.amount - lost.mrr.amount + exchange.amount).toBeCloseTo(end.mrr.amount, 6);
    expect(await status("getRevenue", { since: "2026-06-01" })).toBe(200);
    expect(await status("getRevenue", { since: "2026-06-01", asOf: "2026-06-01" })).toBe(400);
  });

  test("renewals lie ahead, in order, and months and owners add up to all", async () => {
    const { renewals, accounts, mrr, months, owners, asOf, until } = await ask("getRenewals", { days: 180, limit: 1000 });
    expect(renewals.length).toBe(accounts);
    const days = renewals.map(({ row }) => row.renewal ?? "");
    expect(days).toEqual(days.toSorted());
    expect(days.every((day) => day >= asOf && day < until)).toBe(true);
    for (const groups of [months, owners]) expect(sumOf(groups.map((group) => group.mrr.amount))).toBeCloseTo(mrr.amount, 6);
    expect((await ask("getRenewals", { days: 180, owner: owners[0]?.name ?? "" })).accounts).toBe(owners[0]?.accounts);
  });
});

test("the spread counts everybody, and its bands are those of the summary", async () => {
  const [{ segments, scores, unknown }, summary] = await Promise.all([ask("getSpread", {}), ask("getSummary", {})]);
  expect(segments[0]?.bands.map(({ accounts }) => accounts)).toEqual(summary.bands.map(({ accounts }) => accounts));
  expect(sumOf(scores.map(({ accounts }) => accounts)) + sumOf(unknown.map(({ accounts }) => accounts))).toBe(summary.accounts);
});

test("the trend ends with the bands of its last midnight, as the portfolio of then has them", async () => {
  const { days } = await ask("getTrend", {});
  const summary = await ask("getSummary", { asOf: days.at(-1)?.asOf ?? "" });
  expect(days.at(-1)?.bands.map(({ accounts }) => accounts)).toEqual(summary.bands.map(({ accounts }) => accounts));
  expect(days.length).toBeGreaterThan(100);
});
