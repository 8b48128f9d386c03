import { afterAll, beforeAll, expect, test } from "vitest";
import { urlOf } from "../../src/contract/client.ts";
import { type RouteName, paths } from "../../src/contract/paths.ts";
import { type Answer, type Question, routes } from "../../src/contract/routes.ts";
import type { Transition } from "../../src/engine/evaluate/transition.ts";
import { scoreHistory } from "../../src/engine/history.ts";
import { hourMs } from "../../src/lib/zone.ts";
import { simulationOf } from "../../src/simulator/options.ts";
import { type ApiServer, apiServer, runningPack } from "../support/api.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { storeCompany } from "../support/scored-company.ts";

const embedded = embeddedStore();
const now = Date.UTC(2026, 5, 1, 10);
const workspace = "changing";
const running = runningPack();
const { version } = running;
let server: ApiServer;

beforeAll(async () => {
  const { store } = embedded;
  const from = Date.UTC(2026, 0, 1);
  await storeCompany(store, workspace, simulationOf("small", { from, to: now, accounts: 40, scale: 0.2 }));
  await scoreHistory(store, { workspace, scorer: running.scorer, version, from, to: now, knownAt: now }, () => {});
  await store.cursors.write(workspace, version, { through: now - 10 * hourMs, storedBy: now });
  server = await apiServer(store, { workspace, now });
}, 120_000);
afterAll(() => server.app.close());

async function ask<N extends RouteName>(name: N, question: Question<N>): Promise<Answer<N>> {
  const response = await server.get(urlOf(paths[name], question as Parameters<typeof urlOf>[1]));
  expect(response.statusCode, response.body).toBe(200);
  return routes[name].response.parse(response.json()) as Answer<N>;
}

const since = "2026-03-01";
const all = (): Promise<Answer<"listTransitions">> => ask("listTransitions", { since, limit: 500 });

test("every change of band that a history has is listed once, latest first, and its parts add up", async () => {
  const { transitions, total, next, scoredThrough } = await all();
  expect(total).toBe(transitions.length);
  expect([next, scoredThrough]).toEqual([null, "2026-06-01T00:00:00.000Z"]);
  expect(transitions.length).toBeGreaterThan(20);
  expect(transitions.map(({ to }) => to.asOf)).toEqual(transitions.map(({ to }) => to.asOf).toSorted().reverse());
  for (const { account, from, to, parts, cause } of transitions.filter(({ from: one, to: other }) => one.score !== null && other.score !== null)) {
    expect(parts.reduce((sum, { points }) => sum + points, 0), account).toBeCloseTo((to.score as number) - (from.score as number), 9);
    if (parts.length > 0) expect(parts).toContainEqual(cause);
  }
  for (const { account } of (await ask("listAccounts", { limit: 8 })).accounts) {
    const { markers } = await ask("getHistory", { account, from: "2026-03-02" });
    const told = transitions.filter((one) => one.account === account && one.to.asOf >= "2026-03-01T23").map(({ from, to }) => [to.asOf, from.band, to.band]);
    expect(told.toReversed(), account).toEqual(markers.filter(({ kind }) => kind === "band").map(({ time, from, to }) => [time, from, to]));
  }
});

test("what did most of it is what the difference of the two midnights says", async () => {
  const { transitions } = await all();
  for (const { account, from, to, parts } of transitions.slice(0, 6)) {
    const difference = await ask("getDifference", { account, asOf: to.asOf, since: from.asOf });
    const pointsBy = (some: readonly { readonly subject: string | null; readonly points: number }[], metric: string): number => some.filter(({ subject }) => subject === metric).reduce((sum, { points }) => sum + points, 0);
    for (const metric of Object.keys(running.pack.metrics)) expect(pointsBy(parts, metric), `${account} ${metric}`).toBeCloseTo(pointsBy(difference.parts, metric), 9);
  }
});

test("filters narrow it, pages are together the whole, and one account has its own", async () => {
  const { transitions } = await all();
  const up = await ask("listTransitions", { since, limit: 500, direction: "up" });
  expect(up.transitions).toEqual(transitions.filter(({ direction }) => direction === "up"));
  expect((await ask("listTransitions", { since, limit: 500, band: ["red"], fromBand: "yellow" })).transitions).toEqual(transitions.filter(({ from, to }) => to.band === "red" && from.band === "yellow"));
  const { owner } = transitions[0] as (typeof transitions)[number];
  expect((await ask("listTransitions", { since, limit: 500, owner: owner ?? "" })).transitions).toEqual(transitions.filter((one) => one.owner === owner));
  const pages: typeof transitions = [];
  let cursor: string | undefined;
  do {
    const page: Answer<"listTransitions"> = await ask("listTransitions", { since, limit: 7, ...(cursor && { cursor }) });
    pages.push(...page.transitions);
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(pages).toEqual(transitions);
  const [first] = transitions;
  const own = await ask("listAccountTransitions", { account: first?.account ?? "", since, limit: 500 });
  expect(own.transitions).toEqual(transitions.filter(({ account }) => account === first?.account));
  expect((await ask("listTransitions", { asOf: "2026-05-01", since: "2026-04-24" })).transitions.every(({ to }) => to.asOf <= "2026-04-30T22:00:00.000Z")).toBe(true);
});

test("what was told while somebody was looking takes the place of the midnights around it", async () => {
  const before = await all();
  const [latest] = before.transitions;
  const side = ({ asOf, score, band }: NonNullable<typeof latest>["from"]): Transition["from"] => ({ asOf: Date.parse(asOf), score, band });
  const { from, to, account } = latest as NonNullable<typeof latest>;
  const seen = { ...side(to), asOf: Date.parse(to.asOf) - 5 * hourMs };
  const told: Transition = { kind: "BandChanged", workspace, account, version, from: side(from), to: seen, reason: { parts: [] } };
  const moved: Transition = { ...told, kind: "ScoreMoved", from: seen, to: { ...seen, asOf: seen.asOf + hourMs, score: 50 } };
  await embedded.store.transitions.append([told, moved, { ...told, version: "another" }]);
  const after = await all();
  expect(after.total).toBe(before.total);
  expect(after.transitions.find((one) => one.account === account)).toMatchObject({ kind: "band", to: { asOf: new Date(seen.asOf).toISOString() }, cause: null, parts: [] });
  const own = await ask("listAccountTransitions", { account, since, kind: ["band", "score"] });
  expect(own.transitions.filter(({ kind }) => kind === "score")).toMatchObject([{ to: { score: 50 } }]);
});

test("more than a hundred days and unknown accounts are refused", async () => {
  expect((await server.get("/api/v1/transitions?since=2026-01-01")).json()).toMatchObject({ status: 400, detail: "Changes are listed for at most 100 days; ask for less at a time." });
  expect((await server.get("/api/v1/accounts/nobody/transitions")).json()).toMatchObject({ status: 404, code: "not_found" });
});
