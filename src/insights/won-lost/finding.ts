import type { Auc } from "../../lib/statistics/auc.ts";
import type { Correlation } from "../../lib/statistics/spearman.ts";
import type { MissingCount } from "./rows.ts";
import type { Stability } from "./stability.ts";
import type { Threshold } from "./threshold.ts";

/** The shares at which distributions are told. */
export const distributionShares = [0.1, 0.25, 0.5, 0.75, 0.9] as const;

/**
 * `consistent`: would be called so by luck in fewer than one report of a hundred, over everything that was looked at (Holm).
 * `possible`: among those called so, one in twenty is luck (Benjamini and Hochberg). `unstable`: found, but a year or a
 * segment says the opposite. `not_enough`: too few who left, or who stayed, to ask.
 */
export type FindingVerdict = "consistent" | "possible" | "unstable" | "nothing_found" | "not_enough";

/** One metric at one lead time. */
export interface Finding {
  readonly metric: string;
  readonly leadDays: number;
  readonly won: number;
  readonly lost: number;
  readonly missing: readonly MissingCount[];
  /** Values at `distributionShares`. */
  readonly distribution: { readonly won: readonly number[]; readonly lost: readonly number[] };
  /** The chance that a customer who stayed had the greater value than one who left. */
  readonly auc: Auc;
  /** Whether more or less of it goes with staying. */
  readonly better: "more" | "less";
  /** Corrected over all metrics and lead times of the report: Benjamini and Hochberg's, and Holm's. NaN when not tested. */
  readonly q: number;
  readonly adjustedP: number;
  /** Only for what was found. */
  readonly threshold?: Threshold;
  readonly overYears?: Stability;
  readonly overSegments?: Stability;
  /** Among those who stayed, against the growth of their revenue. */
  readonly growth?: Correlation & { readonly q: number };
  readonly verdict: FindingVerdict;
  /** One sentence. */
  readonly text: string;
}
