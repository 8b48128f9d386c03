import { type Instant, localMidnight } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import type { RunningPack, Standings } from "../evaluate/standings.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { Earlier, EarlierScores } from "./earlier.ts";
import { type PortfolioRow, changesOf, rowOf } from "./row.ts";

/** Accounts whose line is another now. */
export interface PortfolioChange {
  readonly workspace: string;
  readonly asOf: Instant;
  readonly rows: readonly PortfolioRow[];
  readonly gone: readonly string[];
}

interface Held {
  readonly rows: Map<string, PortfolioRow>;
  /** What bands remember, and the instant that was scored with it. */
  readonly remembered: Map<string, { readonly asOf: Instant; readonly remembered: Remembered }>;
  earlier: EarlierScores | undefined;
  /** When what was scored last was scored. */
  asOf: Instant | undefined;
}

/** The newest line of every account, in memory: whoever scores tells it, whoever asks is answered from here. */
export class LivePortfolio implements Standings {
  readonly running: RunningPack;
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Set<(change: PortfolioChange) => void>();

  constructor(running: RunningPack) {
    this.running = running;
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

  /** What the bands of an account remember at an instant; undefined when that is another midnight than the one held. */
  rememberedAt(workspace: string, account: string, asOf: Instant): Remembered | undefined {
    const held = this.#held.get(workspace)?.remembered.get(account);
    const { timezone: zone } = this.running.pack.pack;
    return held && localMidnight(held.asOf - 1, zone) === localMidnight(asOf - 1, zone) ? held.remembered : undefined;
  }

  /** What earlier midnights say of an account, as its line was made with. */
  earlier(workspace: string, account: string): Earlier | undefined {
    return this.#held.get(workspace)?.earlier?.of(account);
  }

  /** Lines are compared with these midnights, from here on and those that are there already; causes follow with the next score. */
  compareWith(workspace: string, earlier: EarlierScores): void {
    const held = this.#heldOf(workspace);
    held.earlier = earlier;
    for (const [account, row] of held.rows) held.rows.set(account, { ...row, ...changesOf(row.score, earlier.of(account)) });
  }

  /** What is held of an account and newer stays. */
  replace(workspace: string, accounts: readonly ScoredAccount[]): void {
    const held = this.#heldOf(workspace);
    const changed: PortfolioRow[] = [];
    for (const scored of accounts) {
      if ((held.remembered.get(scored.account)?.asOf ?? -Infinity) > scored.snapshot.asOf) continue;
      const row = rowOf(scored, held.earlier?.of(scored.account));
      const before = held.rows.get(row.account);
      held.rows.set(row.account, row);
      held.remembered.set(row.account, { asOf: scored.snapshot.asOf, remembered: scored.remembered });
      held.asOf = Math.max(held.asOf ?? -Infinity, scored.snapshot.asOf);
      if (!before || isOther(row, before)) changed.push(row);
    }
    this.#tell({ workspace, asOf: held.asOf, rows: changed, gone: [] });
  }

  remove(workspace: string, accounts: readonly string[]): void {
    const held = this.#heldOf(workspace);
    this.#tell({ workspace, asOf: held.asOf, rows: [], gone: accounts.filter((account) => (held.remembered.delete(account), held.rows.delete(account))) });
  }

  /** Told of every change from now on, until the function that it gives is called. */
  listen(listener: (change: PortfolioChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #heldOf(workspace: string): Held {
    let held = this.#held.get(workspace);
    if (!held) this.#held.set(workspace, (held = { rows: new Map(), remembered: new Map(), earlier: undefined, asOf: undefined }));
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
