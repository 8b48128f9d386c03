import { dayFromText } from "../lib/day.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import type { Day } from "./plan.ts";

/** What a goal of the company can be about. Shares and rates are between 0 and 1 (net retention may be more), scores are points. */
export const goalMeasures = ["share_red", "share_green", "share_known", "mean_score", "revenue_at_risk", "gross_retention", "net_retention", "red_with_plan"] as const;
export type GoalMeasure = (typeof goalMeasures)[number];

interface About {
  readonly name: string;
  readonly unit: "share" | "points";
  /** Which way is good. */
  readonly better: "lower" | "higher";
  readonly meaning: string;
}

export const aboutMeasures: Readonly<Record<GoalMeasure, About>> = {
  share_red: { name: "Accounts at risk", unit: "share", better: "lower", meaning: "The share of accounts that are red, of all that are customers." },
  share_green: { name: "Healthy accounts", unit: "share", better: "higher", meaning: "The share of accounts that are green, of all that are customers." },
  share_known: { name: "Accounts with a score", unit: "share", better: "higher", meaning: "The share of accounts of which enough is known for a band." },
  mean_score: { name: "Mean score", unit: "points", better: "higher", meaning: "The mean score of all accounts that have one; each counts once, whatever it pays." },
  revenue_at_risk: { name: "Revenue at risk", unit: "share", better: "lower", meaning: "The share of recurring revenue that is red, falling, under its benchmark or stuck, as the health definition says." },
  gross_retention: { name: "Gross retention", unit: "share", better: "higher", meaning: "What accounts of a year ago pay today, none counted for more than it paid then, over what they paid then." },
  net_retention: { name: "Net retention", unit: "share", better: "higher", meaning: "What accounts of a year ago pay today, with growth, over what they paid then." },
  red_with_plan: { name: "Red accounts with a plan", unit: "share", better: "higher", meaning: "The share of red accounts for which a plan is open." },
};

/** Something that the company wants to reach by a day. It sets no band and calibrates nothing. */
export interface CompanyGoal {
  readonly id: string;
  readonly workspace: string;
  readonly measure: GoalMeasure;
  readonly target: number;
  readonly owner: string;
  /** The last day on which it can be reached. */
  readonly due: Day;
  readonly note?: string;
  /** What was measured when it was set; null when nothing could be. */
  readonly baseline: number | null;
  readonly startedAt: Instant;
  readonly startedBy: string;
}

export const goalStatuses = ["reached", "on_track", "behind", "missed", "unknown"] as const;
export type GoalStatus = (typeof goalStatuses)[number];

export interface GoalProgress {
  readonly status: GoalStatus;
  /** Share of the way from the baseline to the target that is behind us; may be under 0 or over 1. Null where there was no way to go, or it can't be told. */
  readonly way: number | null;
  /** What the straight line from the baseline to the target says for today. */
  readonly expected: number | null;
  /** Where the same pace leads to on the day; null on the first day, which tells no pace. */
  readonly projected: number | null;
}

/** How far a goal is. Reached means now: whoever is there early may still fall back. */
export function goalProgress({ measure, target, due, baseline, startedAt }: Pick<CompanyGoal, "measure" | "target" | "due" | "baseline" | "startedAt">, now: number | null, { today, zone }: { readonly today: Day; readonly zone: string }): GoalProgress {
  const begun = dayFromText(localDate(startedAt, zone));
  const [passed, all] = [dayFromText(today) - begun, Math.max(1, dayFromText(due) - begun)];
  const line = (share: number): number | null => (baseline === null ? null : baseline + (target - baseline) * Math.min(1, share));
  const expected = line(passed / all);
  const known = { way: now === null || baseline === null || baseline === target ? null : (now - baseline) / (target - baseline), expected, projected: now === null || baseline === null || passed <= 0 ? null : baseline + ((now - baseline) * all) / passed };
  return { status: statusOf({ measure, target, now, expected, isOver: today > due }), ...known };
}

const leastDifference = 1e-9;

function statusOf({ measure, target, now, expected, isOver }: { readonly measure: GoalMeasure; readonly target: number; readonly now: number | null; readonly expected: number | null; readonly isOver: boolean }): GoalStatus {
  if (now === null) return "unknown";
  const sign = aboutMeasures[measure].better === "higher" ? 1 : -1;
  const isAtLeast = (wanted: number): boolean => sign * (now - wanted) >= -leastDifference;
  if (isAtLeast(target)) return "reached";
  if (isOver) return "missed";
  return expected === null ? "unknown" : isAtLeast(expected) ? "on_track" : "behind";
}
