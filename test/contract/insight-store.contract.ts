import { expect, test } from "vitest";
import type { InsightRun, InsightStore } from "../../src/engine/learn/insight-store.ts";

const run = (id: string, over: Partial<InsightRun> = {}): InsightRun => ({ id, workspace: "acme", kind: "backtest", state: "waiting", askedAt: Date.UTC(2026, 0, 1, 12, 0, 0, 7), askedBy: "max@acme.example", version: "v1", versionNumber: 3, ...over });
const done = (id: string, over: Partial<InsightRun> = {}): InsightRun => run(id, { state: "done", endedAt: Date.UTC(2026, 0, 1, 13), past: { from: 1000, to: 2000 }, versionNumber: null, ...over });
const answer = { headline: "it predicts '\";--", result: '{"a":0.10}', accounts: ["a1", "ü2"] };

/** What every store of questions to the past does. `open` gives an empty one with the workspaces `acme` and `other`. */
export function insightStoreContract(open: () => Promise<InsightStore>): void {
  test("gives back what was asked, the newest first, and another workspace nothing", async () => {
    const store = await open();
    await store.add(run("a"));
    await store.add(run("b", { kind: "won-lost", askedAt: Date.UTC(2026, 0, 2) }));
    await store.change(run("a", { state: "failed", endedAt: Date.UTC(2026, 0, 3), problem: "no data" }));
    expect(await store.list("acme")).toEqual([run("b", { kind: "won-lost", askedAt: Date.UTC(2026, 0, 2) }), run("a", { state: "failed", endedAt: Date.UTC(2026, 0, 3), problem: "no data" })]);
    expect([await store.list("other"), await store.kept("acme"), await store.result("acme", "backtest")]).toEqual([[], [], undefined]);
  });

  test("keeps the newest result of a kind beside what was asked since", async () => {
    const store = await open();
    await store.add(run("a"));
    await store.keep(done("a"), answer);
    await store.add(run("b"));
    await store.change(run("b", { state: "cancelled" }));
    await store.add(run("c", { askedAt: Date.UTC(2026, 1, 1) }));
    expect((await store.list("acme")).map(({ id }) => id)).toEqual(["c", "a"]);
    expect(await store.kept("acme")).toEqual([{ run: done("a"), headline: answer.headline }]);
    expect(await store.result("acme", "backtest")).toEqual({ run: done("a"), headline: answer.headline, result: answer.result });
    await store.keep(done("c"), { ...answer, result: "{}", accounts: Array.from({ length: 1001 }, (_, place) => `a${place}`) });
    expect((await store.list("acme")).map(({ id }) => id)).toEqual(["c"]);
    expect((await store.result("acme", "backtest"))?.result).toBe("{}");
    expect(await store.result("other", "backtest")).toBe(undefined);
  });
}
