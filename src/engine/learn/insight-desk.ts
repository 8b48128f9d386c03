import type { InsightKind } from "../../contract/insights.ts";
import type { Instant } from "../../lib/zone.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { DataSpan } from "../ports.ts";
import type { PastQuestion } from "./ask.ts";
import type { InsightAnswer, InsightRun, InsightStore } from "./insight-store.ts";

/** Thinks about a question until it is answered, or until it is told to stop. */
export type AskInBackground = (question: PastQuestion, how: { readonly signal: AbortSignal; readonly progress: (done: number, total?: number) => void }) => Promise<InsightAnswer>;

export interface InsightDeskParts {
  readonly workspace: string;
  readonly store: InsightStore;
  /** Rejects while the log can't be reached. */
  readonly span: () => ReturnType<DataSpan["span"]>;
  readonly running: () => Pick<RunningPack, "pack" | "version">;
  /** Of the definition in use; null for one that was never applied. */
  readonly versionNumber: () => number | null;
  readonly ask: AskInBackground;
  readonly isForgotten: (account: string) => boolean;
  /** Told what nobody expected; its message may quote what was being worked on, so no reader is told that. */
  readonly onFailed: (error: unknown) => void;
  readonly clock: () => Instant;
  readonly uniqueId: () => string;
}

/** Why nothing came of a run, as whoever asked reads it. */
class Stopped extends Error {
  readonly state: "cancelled" | "cut_off" | "failed";

  constructor(state: Stopped["state"], message: string) {
    super(message);
    this.state = state;
  }
}

const cutOff = "The server was stopped before it was done. Run it again.";
const forgot = "Somebody was forgotten meanwhile, so it was given up. Run it again.";
const broke = "It failed on our side. Run it again; if it fails again, whoever runs the server finds where in its log.";
const noData = "There is no data yet. Send events or import files first.";

interface Progress {
  readonly done: number;
  readonly total: number | null;
}

interface Current {
  run: InsightRun;
  readonly stop: AbortController;
  progress: Progress;
  ended: Promise<void>;
}

/** Questions to the past, one after the other in the background; what was answered last is kept. */
export class InsightDesk {
  readonly parts: InsightDeskParts;
  readonly #queue: InsightRun[] = [];
  #current: Current | undefined;
  #working: Promise<void> = Promise.resolve();
  #quiet: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #ready: Promise<void> | undefined;

  constructor(parts: InsightDeskParts) {
    this.parts = parts;
  }

  /** How far a run is; undefined when it isn't the one that runs. */
  progressOf(id: string): Progress | undefined {
    return this.#current?.run.id === id ? this.#current.progress : undefined;
  }

  async list(): Promise<readonly InsightRun[]> {
    await this.#opened();
    return this.parts.store.list(this.parts.workspace);
  }

  /** Asks; where the same is being asked, that is it. */
  async start(kind: InsightKind, by: string): Promise<InsightRun> {
    await this.#opened();
    const asked = [...(this.#current ? [this.#current.run] : []), ...this.#queue].find((run) => run.kind === kind);
    if (asked) return asked;
    const { workspace, store, clock, uniqueId, running, versionNumber } = this.parts;
    const run: InsightRun = { workspace, id: uniqueId(), kind, state: "waiting", askedAt: clock(), askedBy: by, version: running().version, versionNumber: versionNumber() };
    this.#queue.push(run);
    try {
      await store.add(run);
    } catch (error) {
      this.#queue.splice(this.#queue.indexOf(run), 1);
      throw error;
    }
    this.#working = this.#working.then(() => this.#next());
    return run;
  }

  /** Stops a run; undefined when there is no such run. One that has ended stays as it ended. */
  async cancel(id: string): Promise<InsightRun | undefined> {
    const stopped = new Stopped("cancelled", "It was cancelled.");
    const place = this.#queue.findIndex((run) => run.id === id);
    if (place >= 0) await this.#end(this.#queue.splice(place, 1)[0] as InsightRun, stopped);
    else if (this.#current?.run.id === id) {
      this.#current.stop.abort(stopped);
      await this.#current.ended;
    }
    return (await this.list()).find((run) => run.id === id);
  }

  /** Does something while nothing of the past is read; what runs is given up. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#quiet.then(async () => {
      this.#current?.stop.abort(new Stopped("failed", forgot));
      await this.#current?.ended;
      return work();
    });
    this.#quiet = done.catch(() => undefined);
    return done;
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#current?.stop.abort(new Stopped("cut_off", cutOff));
    await this.#working;
  }

  /** What a former process has left is told before anything is said; a store that is away is asked again. */
  #opened(): Promise<void> {
    this.#ready ??= this.#tellCutOff().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  /** A process that ended while something ran couldn't say so. */
  async #tellCutOff(): Promise<void> {
    const { store, workspace } = this.parts;
    for (const run of await store.list(workspace)) if (run.state === "waiting" || run.state === "running") await this.#end(run, new Stopped("cut_off", cutOff));
  }

  async #next(): Promise<void> {
    await this.#quiet;
    const waiting = this.#queue.shift();
    if (!waiting) return;
    const current: Current = { run: waiting, stop: new AbortController(), progress: { done: 0, total: null }, ended: Promise.resolve() };
    this.#current = current;
    if (this.#isClosed) current.stop.abort(new Stopped("cut_off", cutOff));
    current.ended = this.#run(current).catch((error: unknown) => this.#end(current.run, current.stop.signal.aborted ? current.stop.signal.reason : error));
    await current.ended;
    this.#current = undefined;
  }

  async #run(current: Current): Promise<void> {
    const { span, clock, running, versionNumber, store, ask, isForgotten } = this.parts;
    const { signal } = current.stop;
    signal.throwIfAborted();
    const { pack, version } = running();
    const known = await span();
    if (!known) throw new Stopped("failed", noData);
    const past = { from: known.from, to: Math.min(known.to, clock()) };
    current.run = { ...current.run, state: "running", version, versionNumber: versionNumber(), past };
    const { run } = current;
    await store.change(run);
    const progress = (done: number, total?: number): void => {
      current.progress = { done, total: total ?? null };
    };
    signal.throwIfAborted();
    const answer = await ask({ kind: run.kind, workspace: run.workspace, pack, ...past }, { signal, progress });
    if (answer.accounts.some(isForgotten)) throw new Stopped("failed", forgot);
    await store.keep({ ...run, state: "done", endedAt: clock() }, answer);
  }

  async #end(run: InsightRun, because: unknown): Promise<void> {
    const { store, clock, onFailed } = this.parts;
    if (!(because instanceof Stopped)) onFailed(because);
    const stopped = because instanceof Stopped ? because : new Stopped("failed", broke);
    // A store that is away is told at the next start.
    await store.change({ ...run, state: stopped.state, endedAt: clock(), problem: stopped.message }).catch(() => undefined);
  }
}
