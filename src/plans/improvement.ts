import { bands } from "../scores/bands.ts";
import type { Standing } from "./plan.ts";

export const verdicts = ["better", "same", "worse", "unknown"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Improvement {
  readonly verdict: Verdict;
  /** Of the score, from the start on; null when there was none, or is none. */
  readonly points: number | null;
}

/** Less than a point is no change that anybody should act on. */
export const leastPoints = 1;

/**
 * Whether an account stands better than when its plan began: by its band where that is another one, else by its score.
 * That it rose doesn't say that the plan was why.
 */
export function improvement(start: Standing, now: Standing): Improvement {
  const points = start.score === null || now.score === null ? null : now.score - start.score;
  return { verdict: verdictOf(start, now, points), points };
}

function verdictOf(start: Standing, now: Standing, points: number | null): Verdict {
  if (start.band === "unknown" || now.band === "unknown") return "unknown";
  const steps = bands.indexOf(now.band) - bands.indexOf(start.band);
  if (steps !== 0) return steps > 0 ? "better" : "worse";
  if (points === null || Math.abs(points) < leastPoints) return points === null ? "unknown" : "same";
  return points > 0 ? "better" : "worse";
}
