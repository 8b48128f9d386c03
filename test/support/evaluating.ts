import { Evaluator } from "../../src/engine/evaluate/evaluator.ts";
import type { EvaluatorPorts } from "../../src/engine/evaluate/ports.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { Transition } from "../../src/engine/evaluate/transition.ts";
import { scoreHistory } from "../../src/engine/history.ts";
import type { Touched } from "../../src/engine/loader.ts";
import type { DataSpan, FactLog, SnapshotLog } from "../../src/engine/ports.ts";
import type { WrittenPast } from "../../src/engine/written-past.ts";
import type { ScoredAccount } from "../../src/engine/score-now.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import type { Fact } from "../../src/events/fact.ts";
import type { Instant } from "../../src/lib/zone.ts";
import type { Pack } from "../../src/pack/schema.ts";
import { MemoryAccountReader } from "../../src/storage/memory/account-reader.ts";
import { MemoryChangeReader } from "../../src/storage/memory/change-reader.ts";
import { MemoryEvaluationCursors, MemoryJourneyStates, MemoryTransitionLog } from "../../src/storage/memory/evaluation.ts";
import { MemoryFactLog } from "../../src/storage/memory/fact-log.ts";
import { MemoryMeasurer } from "../../src/storage/memory/measure/memory-measurer.ts";
import { MemorySnapshotLog } from "../../src/storage/memory/snapshot-log.ts";

/** Stores to score with, and to look into afterwards. */
export interface Stores extends Omit<EvaluatorPorts, "standings" | "listener" | "snapshots"> {
  readonly accounts: EvaluatorPorts["accounts"] & DataSpan;
  readonly past: WrittenPast;
  readonly log: FactLog;
  readonly snapshots: SnapshotLog;
}

export function memoryStores(clock: () => Instant): Stores {
  const log = new MemoryFactLog(clock);
  const snapshots = new MemorySnapshotLog();
  return {
    log,
    snapshots,
    memory: snapshots,
    past: snapshots,
    measurer: new MemoryMeasurer(log),
    accounts: new MemoryAccountReader(log),
    changes: new MemoryChangeReader(log),
    cursors: new MemoryEvaluationCursors(),
    journeys: new MemoryJourneyStates(),
    transitions: new MemoryTransitionLog(),
  };
}

export interface EvaluatingOptions {
  readonly pack: Pack;
  readonly now: Instant;
  readonly stores?: (clock: () => Instant) => Stores;
  readonly workspace?: string;
}

/** Scoring in virtual time: facts are delivered, the clock is moved, and between the two everything that is due is done. */
export class Evaluating {
  now: Instant;
  readonly stores: Stores;
  readonly running: RunningPack;
  readonly workspace: string;
  /** What was told last of each customer. */
  readonly standings = new Map<string, ScoredAccount>();
  readonly told: Transition[] = [];
  /** How many accounts each kind of work has scored. */
  readonly scored = { live: 0, behind: 0, reopened: 0, sweep: 0 };
  #evaluator: Evaluator;
  #batches = 0;

  constructor({ pack, now, stores = memoryStores, workspace = "story" }: EvaluatingOptions) {
    this.now = now;
    this.workspace = workspace;
    this.stores = stores(() => this.now);
    this.running = { pack, version: "v1", scorer: compileScorer(pack) };
    this.#evaluator = this.#open();
  }

  /** Facts arrive and are loaded; told says whether scoring hears of it. */
  async deliver(facts: readonly Fact[], told = true): Promise<void> {
    this.#batches += 1;
    await this.stores.log.append(this.workspace, facts, `batch-${this.#batches}`);
    if (told) this.#evaluator.note(touchedBy(facts));
  }

  start(): Promise<void> {
    return this.#evaluator.start();
  }

  /** Does everything that is due now. */
  async settle(): Promise<void> {
    for (;;) {
      const step = await this.#evaluator.step();
      if (!step) return;
      this.scored[step.kind] += step.accounts;
    }
  }

  /** Lets time pass, doing what is due every so often. */
  async until(instant: Instant, everyMs = 900_000): Promise<void> {
    while (this.now < instant) {
      this.now = Math.min(instant, this.now + everyMs);
      await this.settle();
    }
  }

  stop(): Promise<void> {
    return this.#evaluator.stop();
  }

  /** One piece of what is due is done; whoever goes on after it finds everything half done. */
  async cut(): Promise<void> {
    await this.#evaluator.step();
    await this.restart();
  }

  /** The process ends without a word, and another one starts on what it left. */
  async restart(): Promise<void> {
    this.standings.clear();
    this.#evaluator = this.#open();
    await this.#evaluator.start();
  }

  /** The midnights of an account as they would be scored today, from everything that is in the log. */
  async scoredAnew(accounts: readonly string[], { from, to }: { readonly from: Instant; readonly to: Instant }): Promise<SnapshotLog> {
    const snapshots = new MemorySnapshotLog();
    await scoreHistory({ ...this.stores, snapshots }, { ...this.running, workspace: this.workspace, from, to, knownAt: this.now, accounts }, () => {});
    return snapshots;
  }

  history(account: string, log: SnapshotLog = this.stores.snapshots): ReturnType<SnapshotLog["history"]> {
    return log.history({ workspace: this.workspace, version: "v1", account });
  }

  #open(): Evaluator {
    const standings = {
      replace: (_workspace: string, accounts: readonly ScoredAccount[]) => accounts.forEach((each) => this.standings.set(each.account, each)),
      remove: (_workspace: string, accounts: readonly string[]) => accounts.forEach((account) => this.standings.delete(account)),
      follow: () => {},
    };
    const ports = { ...this.stores, standings, listener: { onTransitions: (transitions: readonly Transition[]) => void this.told.push(...transitions) } };
    return new Evaluator({ ports, workspace: this.workspace, running: this.running, clock: () => this.now });
  }
}

function touchedBy(facts: readonly Fact[]): Touched {
  const [accounts, users] = [new Map<string, Instant>(), new Map<string, Instant>()];
  for (const fact of facts) {
    const [of, id] = fact.type === "user_trait" ? [users, fact.user] : [accounts, fact.account];
    if (id !== "") of.set(id, Math.min(fact.time, of.get(id) ?? Infinity));
  }
  return { accounts, users };
}
