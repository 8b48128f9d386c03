import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { PastQuestion } from "../engine/learn/ask.ts";
import { type AskInBackground, InsightDesk, type InsightDeskParts } from "../engine/learn/insight-desk.ts";
import type { InsightAnswer } from "../engine/learn/insight-store.ts";
import { asksMonthly, dueAgain } from "../engine/learn/monthly.ts";
import { type PortCall, PortServer } from "../engine/learn/port-calls.ts";
import type { Log } from "../engine/log/events.ts";
import { monthStart } from "../lib/month.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import type { FileKeptWork } from "../storage/kept-work.ts";
import { lookAgain } from "./look-again.ts";

/** What the thread tells. */
type Told = { readonly call: PortCall } | { readonly progress: { readonly done: number; readonly total?: number } } | { readonly answer: InsightAnswer } | { readonly failed: unknown };

interface InsightSurroundings extends Omit<InsightDeskParts, "ask" | "span" | "uniqueId"> {
  /** Rejects while it can't be reached. */
  readonly openStore: () => Promise<ClickHouseStore>;
  readonly measured: FileKeptWork;
}

/** What answers questions to the past: in a thread each, one after the other. */
export function openInsights({ openStore, measured, ...parts }: InsightSurroundings): InsightDesk {
  const ask: AskInBackground = async (question, how) => {
    const { measurer, accounts, catalogue, state } = await openStore();
    return inThread(question, { ...how, server: new PortServer({ measurer, accounts, catalogue, kept: { work: measured, log: state } }) });
  };
  return new InsightDesk({ ...parts, ask, span: async () => (await openStore()).accounts.span(parts.workspace), uniqueId: randomUUID });
}

/** So long a month has begun before the past is asked: midnight's scores come first. */
const settleMs = 2 * 3_600_000;

/** Asks again what has an answer, once in each local month. */
export function askMonthly(desk: Pick<InsightDesk, "list" | "start">, { zone, clock, log }: { readonly zone: () => string; readonly clock: () => number; readonly log: Log }): { stop(): Promise<void> } {
  let askedFor: number | undefined;
  let isTold = false;
  const attempt = async (): Promise<void> => {
    const month = monthStart(clock() - settleMs, zone());
    if (askedFor === month) return;
    const due = dueAgain(await desk.list(), month);
    for (const kind of due) await desk.start(kind, asksMonthly);
    askedFor = month;
    isTold = false;
    if (due.length > 0) log("insights_asked", { questions: due.length });
  };
  // A database that is away is so for more than a minute, and is told of elsewhere too.
  return lookAgain(attempt, (error) => {
    if (!isTold) log("insights_wait", { error });
    isTold = true;
  });
}

/** Asks in a thread, whose questions to the store are answered here. It is gone when this resolves or rejects, and so is all work for it. */
async function inThread(question: PastQuestion, { signal, progress, server }: Parameters<AskInBackground>[1] & { readonly server: PortServer }): Promise<InsightAnswer> {
  const thread = new Worker(new URL("./insight.thread.ts", import.meta.url), { workerData: question });
  const { promise, resolve, reject } = Promise.withResolvers<InsightAnswer>();
  const stop = (): void => reject(signal.reason as Error);
  const take = (told: Told): void => {
    if ("call" in told) void server.answer(told.call).then((reply) => thread.postMessage(reply, []));
    else if ("progress" in told) progress(told.progress.done, told.progress.total);
    else if ("answer" in told) resolve(told.answer);
    else reject(told.failed);
  };
  thread.on("message", take);
  thread.on("error", reject);
  thread.on("exit", () => reject(new Error("its thread has ended")));
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", stop);
    await thread.terminate();
    await server.close();
  }
}
