import { type HeldBenchmarks, readBenchmarks } from "../engine/portfolio/held-benchmarks.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { compileScorer } from "../engine/scorer.ts";
import type { AccountGap, NoGap } from "../insights/benchmarks/gap.ts";
import type { Place } from "../insights/benchmarks/place.ts";
import type { PastStandings } from "../insights/benchmarks/standings.ts";
import { countedText } from "./format.ts";
import { Refused, type Scored, type ScoringStore, type ScoringWire, noData } from "./scoring.ts";

/** An account with what it is held against. */
export interface ComparedAccount {
  readonly scored: ScoredAccount;
  readonly place: Place;
  readonly gap: AccountGap | NoGap;
}

/** Accounts as they stand, and the past of the whole company that they are held against. */
export interface Compared {
  readonly past: PastStandings;
  readonly held: HeldBenchmarks;
  readonly accounts: readonly ComparedAccount[];
}

/** Reads the company's past up to the start of the month, and holds the accounts that were scored against it. */
export async function compare(wire: Pick<ScoringWire, "progress" | "workspace">, { measurer, accounts: reader }: ScoringStore, { pack, asOf, accounts }: Scored): Promise<Compared> {
  const span = await reader.span(wire.workspace);
  if (!span) throw new Refused(noData);
  const request = { workspace: wire.workspace, scorer: compileScorer(pack), from: span.from, asOf };
  const held = await readBenchmarks({ measurer, accounts: reader }, request, (read) => wire.progress(`reading the past: ${countedText(read, "account", "accounts")}`));
  wire.progress("");
  return { past: held.past, held, accounts: accounts.map((scored) => ({ scored, ...held.compare(scored) })) };
}
