import { expect, onTestFinished, test } from "vitest";
import { startLive } from "../../src/compose-live.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { Transition } from "../../src/engine/evaluate/transition.ts";
import type { ScoredAccount } from "../../src/engine/score-now.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { embeddedStore } from "../support/embedded-store.ts";
import { freshDirectory } from "../support/journal.ts";
import { packWith } from "../support/pack.ts";

/** Until it is so, however busy the machine. */
const atLast = { timeout: 30_000 };

const engine = embeddedStore();

const pack = packWith({
  metrics: { views: { kind: "count", events: ["Report Viewed"], window: "7d", owner: "product" } },
  model: { bands: { hysteresis: 0 }, categories: { product: { weight: 1, metrics: { views: { weight: 1, scale: { worst: 0, best: 10 } } } } } },
});
const running: RunningPack = { pack, version: "v1", scorer: compileScorer(pack) };

async function served() {
  const said: string[] = [];
  const standings = new Map<string, ScoredAccount>();
  const transitions: Transition[] = [];
  const workspace = engine.freshWorkspace();
  const live = await startLive(
    {
      directory: await freshDirectory(),
      workspace,
      clock: Date.now,
      openStore: () => Promise.resolve({ ...engine.store, close: () => Promise.resolve() }),
      report: (line) => said.push(line),
      onBroken: () => {},
      scoring: {
        running,
        visibleMs: 0,
        standings: { replace: (_workspace, accounts) => accounts.forEach((each) => standings.set(each.account, each)), remove: () => {} },
        listener: { onTransitions: (those) => transitions.push(...those) },
      },
    },
    { host: "127.0.0.1", port: 0 },
  );
  onTestFinished(() => live.stop());
  const key = said.join("\n").match(/first write key, shown only now: (\S+)/)?.[1] ?? "";
  const view = async (index: number): Promise<void> => {
    const body = JSON.stringify({ messageId: `m${index}`, userId: "ann", event: "Report Viewed", context: { groupId: "acme" } });
    await fetch(`${live.url}/v1/track`, { method: "POST", body, headers: { authorization: `Basic ${btoa(`${key}:`)}` } });
  };
  return { standings, transitions, workspace, view, said };
}

test("an event that a library sends is in the score within moments, and every change is told with its reason", async () => {
  const { standings, transitions, workspace, view, said } = await served();
  await view(0);
  await expect.poll(() => standings.get("acme")?.snapshot.score, atLast).toBe(10);
  for (let index = 1; index < 8; index += 1) await view(index);
  await expect.poll(() => standings.get("acme")?.snapshot.score, atLast).toBe(80);
  await expect.poll(() => transitions.at(-1), atLast).toMatchObject({ account: "acme", to: { score: 80, band: "green" }, reason: { main: { cause: "data", subject: "views" } } });
  const stored = await engine.store.transitions.read({ workspace, account: "acme", from: 0, to: Date.now() + 1000, limit: 10 });
  expect(stored).toEqual(transitions.toReversed());
  await expect.poll(() => engine.store.clickHouse.rows({ name: "between", text: "SELECT argMax(score, as_of) AS score FROM snapshots_between WHERE workspace = {workspace:String}", parameters: { workspace } }), atLast).toEqual([{ score: 80 }]);
  expect(said.filter((line) => line.includes("waits"))).toEqual([]);
  const newest = (): Promise<object[]> =>
    engine.store.clickHouse.rows<{ score: number }>({ name: "newest", text: "SELECT score FROM snapshots_newest FINAL WHERE workspace = {workspace:String}", parameters: { workspace } });
  await expect.poll(newest, atLast).toEqual([{ score: 80 }]);
});
