import type { Instant } from "../../lib/zone.ts";
import type { OutcomeDefinition } from "./definition.ts";

export const outcomeKinds = ["renewed", "expanded", "contracted", "churned"] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** When a renewal came, against the end of the term; `implied` for an open-ended contract that ran on. */
export type RenewalTiming = "on_time" | "early" | "late" | "implied";

/** What became of a customer at an instant. */
export interface Outcome {
  readonly account: string;
  readonly kind: OutcomeKind;
  /** When it took effect: the end of the term for renewals and churn. */
  readonly at: Instant;
  /** When it could first be known; a churn only after the grace period. */
  readonly knownAt: Instant;
  /** Since when the account had been a customer without a break; -Infinity where no contract tells. */
  readonly since: Instant;
  /** Present when it was decided at the end of a term: a renewal, whatever became of the revenue. */
  readonly renewal?: RenewalTiming;
  readonly contract?: string;
  readonly product?: string;
  /** Monthly recurring revenue of the account around the instant, in the pack's currency. */
  readonly mrrBefore: number;
  readonly mrrAfter: number;
  readonly basis: "contracts" | "recorded" | "both";
  readonly reason?: string;
}

/** An account was a customer without a break longer than the grace period; `to` is Infinity while it is one. */
export interface Span {
  readonly account: string;
  readonly from: Instant;
  readonly to: Instant;
}

export const conflictKinds = [
  "ends_before_start", "overlap", "churn_while_running", "churn_dated_differently", "churn_not_recorded", "renewed_but_ended",
] as const;
export type ConflictKind = (typeof conflictKinds)[number];

/** Two statements that can't both be true; shown, never silently resolved. */
export interface Conflict {
  readonly kind: ConflictKind;
  readonly account: string;
  readonly at: Instant;
  readonly text: string;
}

/** A contract as stated at `time`: the whole of it as then known (the properties of a `contract_changed` event). */
export interface ContractStatement {
  readonly account: string;
  readonly contract: string;
  readonly time: Instant;
  readonly start: Instant;
  readonly termEnd?: Instant;
  readonly ended?: Instant;
  /** Already in the pack's currency; NaN when there is no rate for its own. */
  readonly mrr: number;
  readonly product?: string;
}

/** An outcome that somebody or some system wrote down (an `outcome_recorded` event). */
export interface RecordedOutcome {
  readonly account: string;
  readonly outcome: OutcomeKind;
  readonly at: Instant;
  readonly knownAt: Instant;
  readonly contract?: string;
  readonly mrrBefore?: number;
  readonly mrrAfter?: number;
  readonly reason?: string;
}

export interface DerivationClock {
  readonly definition: OutcomeDefinition;
  /** Nothing after this is known. */
  readonly asOf: Instant;
}

export interface OutcomeInput extends DerivationClock {
  readonly statements: readonly ContractStatement[];
  readonly recorded: readonly RecordedOutcome[];
  /** For dates in texts. */
  readonly zone: string;
}
