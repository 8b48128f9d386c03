import type { Instant } from "../../lib/zone.ts";
import type { RunningPack, Standings } from "../evaluate/standings.ts";
import type { ScoredAccount } from "../score-now.ts";
import { EarlierScores } from "./earlier.ts";
import { type PortfolioRow, rowOf } from "./row.ts";

/** Accounts whose line is another now. */
export interface PortfolioChange {
  readonly workspace: string;
  readonly asOf: Instant;
  readonly rows: readonly PortfolioRow[];
  readonly gone: readonly string[];
}

interface Held {
  readonly rows: Map<string, PortfolioRow>;
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

  /** From here on lines are compared with these midnights; to be told before everybody is scored again. */
  compareWith(workspace: string, earlier: EarlierScores): void {
    this.#heldOf(workspace).earlier = earlier;
  }

  replace(workspace: string, accounts: readonly ScoredAccount[]): void {
    const held = this.#heldOf(workspace);
    const changed: PortfolioRow[] = [];
    for (const scored of accounts) {
      const row = rowOf(scored, held.earlier?.of(scored.account));
      const before = held.rows.get(row.account);
      held.rows.set(row.account, row);
      held.asOf = Math.max(held.asOf ?? -Infinity, scored.snapshot.asOf);
      if (!before || isOther(row, before)) changed.push(row);
    }
    this.#tell({ workspace, asOf: held.asOf, rows: changed, gone: [] });
  }

  remove(workspace: string, accounts: readonly string[]): void {
    const held = this.#heldOf(workspace);
    this.#tell({ workspace, asOf: held.asOf, rows: [], gone: accounts.filter((account) => held.rows.delete(account)) });
  }

  /** Told of every change from now on, until the function that it gives is called. */
  listen(listener: (change: PortfolioChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #heldOf(workspace: string): Held {
    let held = this.#held.get(workspace);
    if (!held) this.#held.set(workspace, (held = { rows: new Map(), earlier: undefined, asOf: undefined }));
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
    row.band !== before.band || row.score !== before.score || row.coverage !== before.coverage || row.stage !== before.stage || row.owner !== before.owner ||
    row.name !== before.name || row.mrr !== before.mrr || row.renewal !== before.renewal || row.isOverridden !== before.isOverridden || row.segments.join() !== before.segments.join()
  );
}
