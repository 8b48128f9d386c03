import { describe, expect, test, vi } from "vitest";
import { askMonthly } from "../../src/compose/insights.ts";
import type { InsightKind } from "../../src/contract/insights.ts";
import { type AskInBackground, InsightDesk, type InsightDeskParts } from "../../src/engine/learn/insight-desk.ts";
import type { InsightAnswer, InsightRun } from "../../src/engine/learn/insight-store.ts";
import { MemoryInsightStore } from "../../src/storage/memory/insight-store.ts";
import { runningPack } from "../support/api.ts";
import { keptLog } from "../support/logged.ts";

const now = Date.UTC(2026, 5, 1);
const running = runningPack();

/** A question that is being thought about, to be answered by hand. */
interface Asked {
  readonly kind: InsightKind;
  readonly progress: (done: number, total?: number) => void;
  readonly answer: (answer: InsightAnswer) => void;
  readonly fail: (error: Error) => void;
}

function opened(over: Partial<InsightDeskParts> = {}) {
  const asked: Asked[] = [];
  const failures: unknown[] = [];
  let [ids, arrived] = [0, Promise.withResolvers<void>()];
  const ask: AskInBackground = ({ kind }, { signal, progress }) =>
    new Promise((answer, fail) => {
      asked.push({ kind, progress, answer, fail });
      signal.addEventListener("abort", () => fail(signal.reason as Error));
      arrived.resolve();
      arrived = Promise.withResolvers();
    });
  const parts: InsightDeskParts = { workspace: "acme", store: new MemoryInsightStore(), span: () => Promise.resolve({ from: 0, to: now + 1 }), running: () => running, versionNumber: () => 7, ask, isForgotten: (account) => account === "gone", onFailed: (error) => failures.push(error), clock: () => now, uniqueId: () => String((ids += 1)), ...over };
  /** The question at that place, once it is asked. */
  const question = async (place: number): Promise<Asked> => {
    while (asked[place] === undefined) await arrived.promise;
    return asked[place];
  };
  const desk = new InsightDesk(parts);
  const stateOf = async (id: string): Promise<string | undefined> => (await desk.list()).find((run) => run.id === id)?.state;
  return { desk, asked, question, stateOf, parts, failures };
}

const answered: InsightAnswer = { headline: "found", result: "{}", accounts: ["a"] };

describe("questions to the past", () => {
  test("are asked one after the other, tell how far they are, and are kept", async () => {
    const { desk, asked, question, stateOf, parts } = opened();
    const [first, second] = [await desk.start("backtest", "max"), await desk.start("won-lost", "max")];
    const one = await question(0);
    one.progress(3, 9);
    expect([await stateOf(first.id), await stateOf(second.id), desk.progressOf(first.id), desk.progressOf(second.id), asked.length]).toEqual(["running", "waiting", { done: 3, total: 9 }, undefined, 1]);
    one.answer(answered);
    (await question(1)).answer({ ...answered, headline: "also" });
    await desk.idle();
    expect(await parts.store.result("acme", "backtest")).toEqual({ headline: "found", result: "{}", run: { ...first, state: "done", endedAt: now, past: { from: 0, to: now } } });
    expect((await parts.store.kept("acme")).map(({ headline }) => headline)).toEqual(["found", "also"]);
    expect(desk.progressOf(first.id)).toBe(undefined);
  });

  test("that are asked already aren't asked again", async () => {
    const { desk, question, asked } = opened();
    const ids = [await desk.start("backtest", "max"), await desk.start("backtest", "eve")].map(({ id }) => id);
    (await question(0)).answer(answered);
    await desk.idle();
    expect([ids[0], asked.length]).toEqual([ids[1], 1]);
    expect((await desk.start("backtest", "eve")).id).not.toBe(ids[0]);
    (await question(1)).answer(answered);
  });

  test("can be cancelled, running or waiting, and the next goes on", async () => {
    const { desk, question, stateOf } = opened();
    const [running, waiting, next] = [await desk.start("backtest", "max"), await desk.start("won-lost", "max"), await desk.start("review", "max")];
    await question(0);
    expect((await desk.cancel(waiting.id))?.state).toBe("cancelled");
    expect(await desk.cancel(running.id)).toMatchObject({ state: "cancelled", problem: "It was cancelled.", past: { to: now } });
    const last = await question(1);
    expect([last.kind, await stateOf(next.id)]).toEqual(["review", "running"]);
    last.answer(answered);
    await desk.idle();
    expect((await desk.cancel(next.id))?.state).toBe("done");
    expect(await desk.cancel("nobody")).toBe(undefined);
  });

  test("that fail say what to do and no more, tell the operator why, and leave the result before in place", async () => {
    const { desk, question, parts, failures } = opened();
    await desk.start("backtest", "max");
    (await question(0)).answer(answered);
    await desk.idle();
    const failed = await desk.start("backtest", "max");
    (await question(1)).fail(new Error("memory ran out"));
    await desk.idle();
    expect((await desk.list())[0]).toMatchObject({ id: failed.id, state: "failed", problem: "It failed on our side. Run it again; if it fails again, whoever runs the server finds where in its log." });
    expect(failures).toEqual([new Error("memory ran out")]);
    expect((await parts.store.result("acme", "backtest"))?.headline).toBe("found");
  });

  test("without data say what to do", async () => {
    const { desk } = opened({ span: () => Promise.resolve(undefined) });
    await desk.start("backtest", "max");
    await desk.idle();
    expect((await desk.list())[0]).toMatchObject({ state: "failed", problem: "There is no data yet. Send events or import files first." });
  });
});

describe("a stop", () => {
  test("cuts off what runs and what waits, and says so", async () => {
    const { desk, question } = opened();
    await desk.start("backtest", "max");
    await desk.start("review", "max");
    await question(0);
    await desk.close();
    expect((await desk.list()).map(({ state, problem }) => [state, problem])).toEqual(["cut_off", "cut_off"].map((state) => [state, "The server was stopped before it was done. Run it again."]));
  });

  test("without warning is told at the next start", async () => {
    const before = opened();
    const { id } = await before.desk.start("backtest", "max");
    await before.question(0);
    const after = opened({ store: before.parts.store });
    expect(await after.stateOf(id)).toBe("cut_off");
    expect((await after.desk.start("backtest", "max")).id).toBe("1");
    (await after.question(0)).answer(answered);
    await after.desk.idle();
    expect((await after.parts.store.kept("acme")).length).toBe(1);
  });
});

describe("each month", () => {
  test("what has an answer is asked again, once, some hours after the month began; what can't be asked is tried again", async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 5, 30, 23, 30) });
    try {
      const logged: Parameters<typeof keptLog>[0] = [];
      const done = { kind: "backtest", state: "done", askedAt: Date.UTC(2026, 5, 3) } as InsightRun;
      const runs: InsightRun[] = [done];
      let isAway = true;
      const desk = {
        list: () => Promise.resolve(runs),
        start: (kind: InsightKind, askedBy: string) => {
          if (isAway) return ((isAway = false), Promise.reject(new Error("away")));
          const run = { ...done, kind, askedBy, state: "waiting", askedAt: Date.now() } as const;
          runs.push(run);
          return Promise.resolve(run);
        },
      };
      const monthly = askMonthly(desk, { zone: () => "UTC", clock: Date.now, log: keptLog(logged) });
      await vi.advanceTimersByTimeAsync(2 * 3_600_000);
      expect(runs.length, "midnight's scores come first").toBe(1);
      await vi.advanceTimersByTimeAsync(24 * 3_600_000);
      expect(runs.slice(1).map(({ kind, askedBy }) => [kind, askedBy])).toEqual([["backtest", "the server, as every month"]]);
      expect(logged.map(({ event }) => event)).toEqual(["insights_wait", "insights_asked"]);
      await monthly.stop();
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("whoever is forgotten", () => {
  test("stops what runs before anything is erased, and what waits goes on after it", async () => {
    const { desk, question, asked } = opened();
    const run = await desk.start("backtest", "max");
    await question(0);
    await desk.start("review", "max");
    let seen = -1;
    await desk.alone(async () => {
      await Promise.resolve();
      seen = asked.length;
    });
    expect(seen).toBe(1);
    expect((await desk.list()).find(({ id }) => id === run.id)).toMatchObject({ state: "failed", problem: "Somebody was forgotten meanwhile, so it was given up. Run it again." });
    (await question(1)).answer(answered);
    await desk.idle();
  });

  test("is in no answer that is kept", async () => {
    const { desk, question, parts } = opened();
    await desk.start("backtest", "max");
    (await question(0)).answer({ ...answered, accounts: ["a", "gone"] });
    await desk.idle();
    expect([(await desk.list())[0]?.state, await parts.store.kept("acme")]).toEqual(["failed", []]);
  });
});
