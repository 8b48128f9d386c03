import { expect, test } from "vitest";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { Transition } from "../../src/engine/evaluate/transition.ts";
import type { ScoredAccount } from "../../src/engine/score-now.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { packWith } from "../support/pack.ts";
import { serving } from "../support/served.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 30_000 };

const pack = packWith({
  metrics: { views: { kind: "count", events: ["Report Viewed"], window: "7d", owner: "product" } },
  model: { bands: { hysteresis: 0 }, categories: { product: { weight: 1, metrics: { views: { weight: 1, scale: { worst: 0, best: 10 } } } } } },
});
const running: RunningPack = { pack, version: "v1", scorer: compileScorer(pack) };

const { engine, shared, served } = await serving();

async function scored() {
  const standings = new Map<string, ScoredAccount>();
  const transitions: Transition[] = [];
  const server = await served(shared, {
    running,
    visibleMs: 0,
    standings: { replace: (_workspace, accounts) => accounts.forEach((each) => standings.set(each.account, each)), remove: () => {}, follow: () => {} },
    listener: { onTransitions: (those) => transitions.push(...those) },
  });
  const view = (index: number): Promise<Response> => server.post("/v1/track", { messageId: `m${index}`, userId: "ann", event: "Report Viewed", context: { groupId: "acme" } });
  return { ...server, standings, transitions, view };
}

test("an event that a library sends is in the score within moments, and every change is told with its reason", async () => {
  const { standings, transitions, workspace, view, logged } = await scored();
  await view(0);
  await expect.poll(() => standings.get("acme")?.snapshot.score, atLast).toBe(10);
  for (let index = 1; index < 8; index += 1) await view(index);
  await expect.poll(() => standings.get("acme")?.snapshot.score, atLast).toBe(80);
  await expect.poll(() => transitions.at(-1), atLast).toMatchObject({ account: "acme", to: { score: 80, band: "green" }, reason: { main: { cause: "data", subject: "views" } } });
  const stored = await engine.store.transitions.read({ workspace, account: "acme", from: 0, to: Date.now() + 1000, limit: 10 });
  expect(stored).toEqual(transitions.toReversed());
  await expect.poll(() => engine.store.clickHouse.rows({ name: "between", text: "SELECT argMax(score, as_of) AS score FROM snapshots_between WHERE workspace = {workspace:String}", parameters: { workspace } }), atLast).toEqual([{ score: 80 }]);
  expect(logged.filter(({ level }) => level === "warn")).toEqual([]);
  const newest = (): Promise<object[]> =>
    engine.store.clickHouse.rows<{ score: number }>({ name: "newest", text: "SELECT score FROM snapshots_newest FINAL WHERE workspace = {workspace:String}", parameters: { workspace } });
  await expect.poll(newest, atLast).toEqual([{ score: 80 }]);
});
