import type { Instant } from "../lib/zone.ts";
import type { MetricValue } from "../metrics/value.ts";
import type { Operation, Outcome } from "./adjustment.ts";
import type { Band, BandMemory } from "./bands.ts";
import type { Override } from "./override.ts";

/** One metric's part in a score. */
export interface MetricPart {
  readonly metric: string;
  readonly category: string;
  /** The raw value, or why it is missing. */
  readonly raw: MetricValue;
  /** 0 to 100; null when missing. */
  readonly score: number | null;
  readonly band: Band;
  /** Share of the mean after redistribution, 0 to 1. */
  readonly weight: number;
  /** Points of the mean: weight times score. The contributions of all metrics sum to the mean. */
  readonly contribution: number;
}

export interface CategoryPart extends BandMemory {
  readonly category: string;
  readonly score: number | null;
  /** Percent of the category's weight that rests on present values. */
  readonly coverage: number;
  readonly weight: number;
  readonly contribution: number;
}

/** An adjustment of the model or of a person, with what it did. */
export interface AdjustmentPart {
  readonly id: string;
  readonly by: "model" | "person";
  readonly operation: Operation;
  readonly amount: number;
  readonly reason: string;
  readonly author?: string;
  /** A person's: from when it no longer counts. */
  readonly expires?: Instant;
  readonly outcome: Outcome;
  /** Points that it added to the score; 0 unless applied. */
  readonly effect: number;
}

export interface OverridePart extends Override {
  readonly expires: Instant;
}

/** A score and its band; null and `unknown` where it can't be told. */
export interface Result {
  readonly score: number | null;
  readonly band: Band;
}

/** Why a band is unknown: no metric that counts is present, or too few are. */
export type Unknown = { readonly kind: "nothing_present" } | { readonly kind: "low_coverage"; readonly coverage: number; readonly floor: number };

/** Which account, when, under which version, knowing what was known by when. */
export interface SnapshotAbout {
  readonly account: string;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  readonly version: string;
}

/** A score with everything that it came from, to be explained, stored, and compared with another. */
export interface Snapshot extends SnapshotAbout, Result {
  readonly stage: string | null;
  /** Segments that the account is known to be in. */
  readonly segments: readonly string[];
  /** Key of the effective model. */
  readonly model: string;
  readonly metrics: readonly MetricPart[];
  readonly categories: readonly CategoryPart[];
  /** Percent of the weight that rests on present values. */
  readonly coverage: number;
  /** Weighted mean before adjustments. */
  readonly mean: number | null;
  /** In the order applied. Those of people only while they last. */
  readonly adjustments: readonly AdjustmentPart[];
  /** What was computed, whatever a person put in its place. Its band is the one remembered at midnight. */
  readonly computed: Result & { readonly since: Instant };
  readonly override?: OverridePart;
  readonly unknown?: Unknown;
}
