import type { HeldBenchmarks } from "../engine/portfolio/held-benchmarks.ts";
import { type PortfolioRow, rowOf } from "../engine/portfolio/row.ts";
import type { ScoredAccount } from "../engine/score-now.ts";

/** What was scored as the lines of a portfolio, so that it is told as a server tells it. */
export const scoredRows = (accounts: readonly ScoredAccount[], held?: Pick<HeldBenchmarks, "compare">): PortfolioRow[] =>
  accounts.map((scored) => rowOf(scored, { sparkline: new Uint8Array(), score7Days: undefined, score30Days: scored.scoreBefore, monthAgo: undefined }, held));
