import type { Instant } from "../lib/zone.ts";
import type { Adjustment } from "./schema.ts";

export const operations = ["multiply", "add", "cap", "floor"] as const;
export type Operation = (typeof operations)[number];

/** A person's adjustment, as the log has it. Withdrawn ones are left out by whoever reads the log. */
export interface PersonalAdjustment {
  /** The message id under which it was recorded. */
  readonly id: string;
  readonly operation: Operation;
  readonly amount: number;
  readonly reason: string;
  readonly author: string;
  /** From when it counts. */
  readonly time: Instant;
  /** From when it no longer counts; never, when absent. */
  readonly expires?: Instant;
}

/** `not_met`: its condition is false; `unknown`: what the condition reads is missing. Neither changes the score. */
export const outcomes = ["not_met", "applied", "unknown", "expired"] as const;
export type Outcome = (typeof outcomes)[number];

export function clampScore(score: number): number {
  return Math.min(100, Math.max(0, score));
}

/**
 * The score after one operation, within 0 and 100. It is held there after each one, not only at the end, so that
 * what an adjustment does is what its line in the explanation says.
 */
export function applyOperation(score: number, operation: Operation, amount: number): number {
  switch (operation) {
    case "multiply":
      return clampScore(score * amount);
    case "add":
      return clampScore(score + amount);
    case "cap":
      return clampScore(Math.min(score, amount));
    case "floor":
      return clampScore(Math.max(score, amount));
  }
}

/** The one operation that an adjustment of the model is written with. */
export function operationOf(adjustment: Pick<Adjustment, "id" | Operation>): { operation: Operation; amount: number } {
  for (const operation of operations) {
    const amount = adjustment[operation];
    if (amount !== undefined) return { operation, amount };
  }
  throw new RangeError(`adjustment \`${adjustment.id}\` has none of ${operations.join(", ")}`);
}

/** Whether a person's adjustment counts at `asOf`; undefined while it has not begun. */
export function personalOutcome({ time, expires }: PersonalAdjustment, asOf: Instant): Outcome | undefined {
  if (time >= asOf) return undefined;
  return expires !== undefined && expires <= asOf ? "expired" : "applied";
}
