import type { Operation } from "./adjustment.ts";
import type { Result } from "./snapshot.ts";

/** Whether what a person does brings a score or its band up, down, or leaves both as they are. */
export type Direction = "raises" | "lowers" | "same";

export const opposite: Readonly<Record<Direction, Direction>> = { raises: "lowers", lowers: "raises", same: "same" };

/** What an adjustment can do to a score, whatever the score is: today's may be another one tomorrow. */
export function adjustmentDirection({ operation, amount }: { readonly operation: Operation; readonly amount: number }): Direction {
  switch (operation) {
    case "multiply":
      return sign(amount - 1);
    case "add":
      return sign(amount);
    case "cap":
      return "lowers";
    case "floor":
      return "raises";
  }
}

/** A band that isn't known is neither good nor bad, like yellow. */
const ranks: Readonly<Record<Result["band"], number>> = { red: 1, yellow: 2, unknown: 2, green: 3 };

/** From one result to another. What betters the band or the score raises, also where it worsens the other. */
export function resultDirection(before: Result, after: Result): Direction {
  const parts = [sign(ranks[after.band] - ranks[before.band]), before.score === null || after.score === null ? "same" : sign(after.score - before.score)];
  return parts.find((part) => part === "raises") ?? parts.find((part) => part === "lowers") ?? "same";
}

/** Sums of floating point may differ by their last digit. */
const sign = (difference: number): Direction => (Math.abs(difference) < 1e-9 ? "same" : difference > 0 ? "raises" : "lowers");
