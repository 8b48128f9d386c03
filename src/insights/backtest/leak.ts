import type { Estimate } from "../../lib/statistics/interval.ts";
import type { MetricDefinition } from "../../metrics/schema.ts";

/** A way in which a measurement can know what it was not allowed to know. */
export const leakKinds = ["dated_after_instant", "known_only_at_extraction", "label_derived", "rows_stop_at_exit", "exit_derived_from_use", "losses_at_the_end"] as const;
export type LeakKind = (typeof leakKinds)[number];

/** A `leak` forbids a verdict; a `suspicion` is shown with it. */
export interface Leak {
  readonly kind: LeakKind;
  readonly severity: "leak" | "suspicion";
  /** The metric, or the feed for what concerns all metrics that rest on it. */
  readonly metric: string;
  /** Continues a sentence that begins with the metric. */
  readonly text: string;
}

/** What is known about a metric and the facts that it rests on, as needed for the checks. Absent figures are not checked. */
export interface MetricEvidence {
  readonly id: string;
  readonly definition: MetricDefinition;
  /** Facts that it rests on; how many of them were known only long after their time, and how long (days, median). */
  readonly facts?: { readonly count: number; readonly knownLate: number; readonly medianLagDays: number };
  /** Definitions of the metrics that it is made of. */
  readonly ingredients?: readonly MetricDefinition[];
  /** Whether the values that are judged are those known at the time: facts that came later then moved none of them. */
  readonly judgedAsKnown?: boolean;
  /** Facts dated after the instant of the observation that still moved the value: measured with and without them. */
  readonly valuesMovedByLaterFacts?: { readonly moved: number; readonly checked: number };
  /** Accounts with one value for all time, and accounts with any. */
  readonly history?: { readonly single: number; readonly accounts: number };
  /** AUC over accounts, each at the last decision with a value, against whether it was ever lost. */
  readonly ofAccounts?: Estimate & { readonly positives: number; readonly negatives: number };
  /** AUC of the values against staying, at the lead time; 1 or 0 is perfect. */
  readonly auc?: Estimate & { readonly positives: number; readonly negatives: number };
  /** How many of those who stayed, and of those lost, had a value at all. */
  readonly presence?: { readonly won: number; readonly wonPresent: number; readonly lost: number; readonly lostPresent: number };
  /** The same over accounts at the last decision of each: those never lost, and those that ever were. */
  readonly presenceOfAccounts?: MetricEvidence["presence"];
}

/** What is known about the outcomes and a feed of events. */
export interface FeedEvidence {
  readonly feed: string;
  /** Days from the account's last event of the feed to its exit, for each loss; negative when events go on after it. */
  readonly daysFromLastEventToExit: readonly number[];
}

export interface OutcomeEvidence {
  /** Decisions by period of equal length, oldest first. */
  readonly periods: readonly { readonly decisions: number; readonly lost: number }[];
}
