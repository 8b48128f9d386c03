import type { PrintedResult } from "../../contract/insight-results.ts";
import type { InsightState } from "../../contract/insights.ts";
import { short } from "../../insights/won-lost/words.ts";
import type { Interval } from "../chart/whisker.ts";
import type { ToldVerdict } from "../../insights/won-lost/strongest.ts";

type Judged = Extract<PrintedResult<"backtest">, { readonly kind: "judged" }>;
export type VerdictKind = Judged["report"]["verdict"]["kind"];

/** The answer first, as one would say it. */
export const verdictTitles: Readonly<Record<VerdictKind, string>> = {
  predicts: "Yes: health tells who will leave",
  weak: "A little: health leans the right way",
  nothing_found: "No predictive power found",
  not_enough: "Too few renewal results to say",
  leaks: "This can't be judged",
};

/** What follows from it for whoever works with the score. */
export const verdictMeanings: Readonly<Record<VerdictKind, string>> = {
  predicts: "Customers that it shows red leave more often than those that it shows green, by more than luck explains.",
  weak: "Customers that it shows red leave somewhat more often. Don't rest a forecast on it alone.",
  nothing_found: "That is worth knowing: on this past the score tells nothing about who leaves. Other metrics or weights may; see what came before losses.",
  not_enough: "With fewer than twenty losses or twenty renewals any number would be luck. Look at the history of each lost customer instead.",
  leaks: "A metric knows what it was not allowed to know at that time. Take it out, or bring in when it was really known.",
};

const inHundred = (share: number): number => Math.round(share * 100);

/** An AUC in words: pairs are easier to picture than an area. */
export function pairsText({ value, low, high }: Interval, leadDays: number): string {
  if (value === null) return "There is nothing to compare.";
  const interval = low === null || high === null ? "" : ` (95 % interval ${inHundred(low)} to ${inHundred(high)})`;
  return `Take one who stayed and one who left: ${leadDays} days before the decision the one who stayed had the higher score in ${inHundred(value)} of 100 such pairs${interval}. Luck alone gives 50.`;
}

/** A number with its interval, such as `0.79 (0.71 to 0.86)`. */
export function intervalText({ value, low, high }: Interval, write: (value: number) => string): string {
  if (value === null) return "–";
  return low === null || high === null ? write(value) : `${write(value)} (${write(low)} to ${write(high)})`;
}

export const twoDigits = (value: number): string => value.toFixed(2).replace("-", "−");

/** A value of a metric as it was measured, short. */
export const shortValue = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : short(value).replace("-", "−"));

export const findingWords: Readonly<Record<ToldVerdict, { readonly name: string; readonly meaning: string }>> = {
  consistent: { name: "Consistent", meaning: "Luck would call something so in fewer than one report of a hundred, over everything that was looked at." },
  possible: { name: "Possible", meaning: "Of all that are called so, about one in twenty is luck." },
  unstable: { name: "Contradicted", meaning: "It was found, but a year or a segment says the opposite." },
};

export const stateWords: Readonly<Record<InsightState, string>> = { waiting: "Waits for the one before it", running: "Reading the past", done: "Done", failed: "Failed", cancelled: "Cancelled", cut_off: "Cut off" };
