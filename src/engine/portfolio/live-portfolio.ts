import { type Instant, localMidnight } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import type { RunningPack, Standings } from "../evaluate/standings.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { AccountJourney, ScoredAccount } from "../score-now.ts";
import type { BandTrend } from "./band-trend.ts";
import type { Earlier, EarlierScores } from "./earlier.ts";
import type { HeldBenchmarks } from "./held-benchmarks.ts";
import { type PortfolioRow, changesOf, rowOf } from "./row.ts";
import { type Travel, travelOf } from "./travel.ts";

/** Accounts whose line is another now. */
export interface PortfolioChange {
  readonly workspace: string;
  readonly asOf: Instant;
  readonly rows: readonly PortfolioRow[];
  readonly gone: readonly string[];
  /** Another definition is in use: everything is to be read anew. */
  readonly isAnew?: true;
}

/** What an account brought along from the midnight before it was scored. */
export interface LastMidnight {
  readonly remembered: Remembered;
  /** Undefined under a pack without a journey. */
  readonly journey: JourneyState | undefined;
}

interface Held {
  readonly rows: Map<string, PortfolioRow>;
  /** What bands and journeys remember, and the instant that was scored with it. */
  readonly remembered: Map<string, LastMidnight & { readonly asOf: Instant }>;
  /** Under a pack with a journey, also of accounts that are no customers any more. */
  readonly travels: Map<string, Travel>;
  earlier: EarlierScores | undefined;
  trend: BandTrend | undefined;
  benchmarks: HeldBenchmarks | undefined;
  /** Grows with every change that a reader would notice. */
  revision: number;
  /** When what was scored last was scored. */
  asOf: Instant | undefined;
}

/** The newest line of every account, in memory: whoever scores tells it, whoever asks is answered from here. */
export class LivePortfolio implements Standings {
  #running: RunningPack;
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Set<(change: PortfolioChange) => void>();

  constructor(running: RunningPack) {
    this.#running = running;
  }

  /** What everything that is held was scored with. */
  get running(): RunningPack {
    return this.#running;
  }

  /** What another portfolio holds takes the place of everything here: it was scored with another definition. Whoever listens is told that nothing known holds any more. */
  become(next: LivePortfolio): void {
    this.#running = next.#running;
    for (const [workspace, held] of next.#held) this.#held.set(workspace, { ...held, revision: held.revision + this.revision(workspace) + 1 });
    for (const [workspace, { asOf }] of this.#held) if (asOf !== undefined) for (const listener of this.#listeners) listener({ workspace, asOf, rows: [], gone: [], isAnew: true });
  }

  /** The same definition, written otherwise: scores stay. */
  rename(running: RunningPack): void {
    this.#running = running;
    for (const held of this.#held.values()) held.revision += 1;
  }

  /** The instant of what is held; undefined while nobody has been scored in the workspace. */
  asOf(workspace: string): Instant | undefined {
    return this.#held.get(workspace)?.asOf;
  }

  rows(workspace: string): Iterable<PortfolioRow> {
    return this.#held.get(workspace)?.rows.values() ?? [];
  }

  row(workspace: string, account: string): PortfolioRow | undefined {
    return this.#held.get(workspace)?.rows.get(account);
  }

  /** What an account remembers at an instant; undefined when that is another midnight than the one held. */
  rememberedAt(workspace: string, account: string, asOf: Instant): LastMidnight | undefined {
    const held = this.#held.get(workspace)?.remembered.get(account);
    const { timezone: zone } = this.#running.pack.pack;
    return held && localMidnight(held.asOf - 1, zone) === localMidnight(asOf - 1, zone) ? held : undefined;
  }

  /** When an account was scored last; undefined while it never was. */
  scoredAt(workspace: string, account: string): Instant | undefined {
    return this.#held.get(workspace)?.remembered.get(account)?.asOf;
  }

  /** How accounts go on their journey; empty under a pack without one. */
  travels(workspace: string): Iterable<Travel> {
    return this.#held.get(workspace)?.travels.values() ?? [];
  }

  /** How bands were spread at past midnights; undefined before they were read. */
  trend(workspace: string): BandTrend | undefined {
    return this.#held.get(workspace)?.trend;
  }

  /** What lines are held against; undefined while that hasn't been read. */
  benchmarks(workspace: string): HeldBenchmarks | undefined {
    return this.#held.get(workspace)?.benchmarks;
  }

  /** Another number once what is held has changed for a reader. */
  revision(workspace: string): number {
    return this.#held.get(workspace)?.revision ?? 0;
  }

  /** What earlier midnights say of an account, as its line was made with. */
  earlier(workspace: string, account: string): Earlier | undefined {
    return this.#held.get(workspace)?.earlier?.of(account);
  }

  /** Lines are compared with these midnights, from here on and those that are there already; causes follow with the next score. */
  compareWith(workspace: string, earlier: EarlierScores, trend?: BandTrend): void {
    const held = this.#heldOf(workspace);
    held.earlier = earlier;
    held.trend = trend ?? held.trend;
    held.revision += 1;
    for (const [account, row] of held.rows) held.rows.set(account, { ...row, ...changesOf(row.score, earlier.of(account)) });
  }

  /** Accounts are held against these from the next score on. */
  holdAgainst(workspace: string, benchmarks: HeldBenchmarks): void {
    this.#heldOf(workspace).benchmarks = benchmarks;
  }

  /** Gaps of lines that are there already. */
  setGaps(workspace: string, gaps: Iterable<readonly [account: string, gap: NonNullable<PortfolioRow["gap"]>]>): void {
    const held = this.#heldOf(workspace);
    for (const [account, gap] of gaps) {
      const row = held.rows.get(account);
      if (row) held.rows.set(account, { ...row, gap });
    }
    held.revision += 1;
  }

  /** What is held of an account and newer stays. */
  replace(workspace: string, accounts: readonly ScoredAccount[]): void {
    const held = this.#heldOf(workspace);
    const changed: PortfolioRow[] = [];
    for (const scored of accounts) {
      // What was being scored while the definition changed is of the former one.
      if (scored.snapshot.version !== this.#running.version) continue;
      if ((held.remembered.get(scored.account)?.asOf ?? -Infinity) > scored.snapshot.asOf) continue;
      const row = rowOf(scored, held.earlier?.of(scored.account), held.benchmarks);
      const before = held.rows.get(row.account);
      held.rows.set(row.account, row);
      held.remembered.set(row.account, { asOf: scored.snapshot.asOf, remembered: scored.remembered, journey: scored.journeyBefore });
      held.asOf = Math.max(held.asOf ?? -Infinity, scored.snapshot.asOf);
      if (!before || isOther(row, before)) changed.push(row);
    }
    if (changed.length > 0) held.revision += 1;
    this.#tell({ workspace, asOf: held.asOf, rows: changed, gone: [] });
  }

  follow(workspace: string, found: readonly AccountJourney[]): void {
    const held = this.#heldOf(workspace);
    for (const one of found) held.travels.set(one.account, travelOf(one));
  }

  remove(workspace: string, accounts: readonly string[]): void {
    const held = this.#heldOf(workspace);
    const gone = accounts.filter((account) => (held.travels.delete(account), held.remembered.delete(account), held.rows.delete(account)));
    if (gone.length > 0) held.revision += 1;
    this.#tell({ workspace, asOf: held.asOf, rows: [], gone });
  }

  /** Told of every change from now on, until the function that it gives is called. */
  listen(listener: (change: PortfolioChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #heldOf(workspace: string): Held {
    let held = this.#held.get(workspace);
    if (!held) this.#held.set(workspace, (held = { rows: new Map(), remembered: new Map(), travels: new Map(), earlier: undefined, trend: undefined, benchmarks: undefined, revision: 0, asOf: undefined }));
    return held;
  }

  #tell({ asOf, ...change }: Omit<PortfolioChange, "asOf"> & Pick<Held, "asOf">): void {
    if (asOf === undefined || change.rows.length + change.gone.length === 0) return;
    for (const listener of this.#listeners) listener({ ...change, asOf });
  }
}

/** What a reader would notice. */
function isOther(row: PortfolioRow, before: PortfolioRow): boolean {
  return (
    row.band !== before.band || row.score !== before.score || row.coverage !== before.coverage || row.stage !== before.stage || row.stageStatus !== before.stageStatus || row.owner !== before.owner ||
    row.name !== before.name || row.mrr !== before.mrr || row.renewal !== before.renewal || row.isOverridden !== before.isOverridden || row.segments.join() !== before.segments.join()
  );
}
