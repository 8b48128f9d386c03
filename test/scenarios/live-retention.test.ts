import { expect, test, vi } from "vitest";
import { applyDaily } from "../../src/compose/retention.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { RetentionAnswer } from "../../src/contract/retention.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { readControl } from "../../src/storage/control-file.ts";
import { eventFact } from "../support/facts.ts";
import { keptLog } from "../support/logged.ts";
import { packWith } from "../support/pack.ts";
import { serving } from "../support/served.ts";

const atLast = { timeout: 60_000 };
const pack = packWith({
  metrics: { views: { kind: "count", events: ["Report Viewed"], window: "7d", owner: "product" } },
  model: { bands: { hysteresis: 10 }, categories: { product: { weight: 1, metrics: { views: { weight: 1, scale: { worst: 0, best: 10 } } } } } },
});
const running: RunningPack = { pack, version: "v1", scorer: compileScorer(pack) };
const { engine, shared, served } = await serving();

test("a server removes what is older than its rule, answers about the rest as before, and refuses what it can't compute any more", { timeout: 180_000 }, async () => {
  const now = Date.now();
  const server = await served(shared, { running, visibleMs: 0 }, { usage: 60 });
  const ask = async (path: string, method = "GET"): Promise<{ readonly status: number; readonly body: unknown }> => {
    const control = await readControl(server.directory);
    const answer = await fetch(`${server.live.url}${path}`, { method, headers: { authorization: `Bearer ${control?.token}` } });
    return { status: answer.status, body: await answer.json() };
  };
  const viewed = (days: number) => eventFact(`v${days}`, { name: "Report Viewed", account: "acme", user: "ann", time: now - days * dayMs, knownAt: now - days * dayMs });
  await engine.store.log.append(server.workspace, Array.from({ length: 200 }, (_, days) => viewed(days + 0.5)), "imported");
  interface Points { readonly points: readonly { readonly asOf: string; readonly score: number }[] }
  const history = async (): Promise<Points["points"]> => ((await ask("/api/v1/accounts/acme/history")).body as Points).points;
  const score = async (): Promise<unknown> => ((await ask("/api/v1/accounts/acme")).body as { readonly score: unknown }).score;
  // The store is looked at once a minute for what came otherwise; an event of a library is told.
  await server.post("/v1/track", { messageId: "now", userId: "ann", event: "Report Viewed", context: { groupId: "acme" } });
  await expect.poll(async () => (await history()).length, atLast).toBeGreaterThan(190);
  const [before, scoreBefore] = [await history(), await score()];

  const applied = await ask("/api/v1/retention", "POST");
  const { boundary, removed } = applied.body as RetentionAnswer;
  expect([applied.status, removed]).toEqual([200, 138]);
  expect(await history()).toEqual(before);
  expect(await score()).toEqual(scoreBefore);
  expect((await ask("/api/v1/retention")).body).toMatchObject({ boundary, removed: null, classes: expect.arrayContaining([expect.objectContaining({ class: "usage", days: 60, wouldGo: null, applied: expect.objectContaining({ rows: 138 }) })]) });
  const past = new Date(Date.parse(boundary as string) - dayMs).toISOString().slice(0, 10);
  for (const path of [`/api/v1/accounts?asOf=${past}`, `/api/v1/accounts/acme?asOf=${past}`, `/api/v1/accounts/acme/difference?since=${past}`]) {
    expect(await ask(path), path).toMatchObject({ status: 410, body: { code: "removed", message: expect.stringContaining("under the rules of retention") } });
  }
  // A late event of then can't open days again of which the rest is gone.
  await server.post("/v1/track", { messageId: "late", userId: "ann", event: "Report Viewed", timestamp: new Date(now - 150 * dayMs).toISOString(), context: { groupId: "acme" } });
  await expect.poll(() => server.live.read().waiting, atLast).toBe(0);
  await expect.poll(async () => server.logged.filter(({ event }) => event === "accounts_scored").length, atLast).toBeGreaterThan(1);
  expect(await history()).toEqual(before);
});

test("rules are applied once after each midnight, and again when that failed", async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1, 22, 0) });
  try {
    let applied = 0;
    let fails = true;
    const logged: Parameters<typeof keptLog>[0] = [];
    const retention = {
      hasRules: true,
      appliedAt: () => Promise.resolve(Date.UTC(2026, 5, 1, 0, 20)),
      apply: () => {
        fails = !fails;
        if (!fails) return Promise.reject(new Error("away"));
        applied += 1;
        return Promise.resolve({ classes: [], timezone: "UTC", boundary: null, boundaryAfter: null, removed: 3 });
      },
    };
    const daily = applyDaily(retention, { workspace: "acme", zone: () => "UTC", clock: Date.now, log: keptLog(logged) });
    await vi.advanceTimersByTimeAsync(2 * 3_600_000);
    expect(applied, "the day isn't over").toBe(0);
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    expect([applied, logged.map(({ event }) => event)]).toEqual([1, ["retention_waits", "retention_applied"]]);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(applied).toBe(2);
    await daily.stop();
  } finally {
    vi.useRealTimers();
  }
});
