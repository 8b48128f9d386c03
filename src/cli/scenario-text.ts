import { presentAccountJourney } from "../engine/answers/account-journey.ts";
import type { Outcome } from "../engine/play-scenario.ts";
import { localDate, localMidnight, localTime } from "../lib/zone.ts";
import type { Mismatch } from "../pack/scenarios/judge.ts";
import type { ReadScenario } from "../pack/scenarios/read.ts";
import type { Pack } from "../pack/schema.ts";
import { type Paint, countedText } from "./format.ts";
import { travelText } from "./journey-text.ts";
import { scoredExplanationText } from "./scored-explanation.ts";

export interface PlayedScenario {
  readonly scenario: ReadScenario;
  readonly outcomes: readonly Outcome[];
  readonly elapsedMs: number;
}

export interface ScenarioView {
  readonly pack: Pack;
  readonly paint: Paint;
}

export const mismatchCount = ({ outcomes }: PlayedScenario): number => outcomes.reduce((sum, { mismatches }) => sum + mismatches.length, 0);

/** For each expectation that failed: where it is written, what was expected, what was seen, and why. */
export function failureText({ scenario, outcomes }: PlayedScenario, view: ScenarioView): string[] {
  return outcomes.filter(({ mismatches }) => mismatches.length > 0).map((outcome) => [`${view.paint("red", "failed")}: ${view.paint("bold", scenario.name)}`, ...mismatchLines(outcome, view), "", indented(whyText(outcome, view))].join("\n"));
}

function mismatchLines(outcome: Outcome, { pack, paint }: ScenarioView): string[] {
  return outcome.mismatches.flatMap((mismatch) => [`  ${paint("blue", "-->")} ${placeText(outcome, mismatch)}`, `  ${whenText(outcome, pack)}, ${mismatchText(mismatch)}`]);
}

export function placeText({ expectation }: Outcome, { path }: Mismatch): string {
  const { file, line, column } = expectation.placeOf(...path);
  return `${file}:${line}:${column}`;
}

export const mismatchText = ({ what, expected, seen }: Mismatch): string => `${what}: expected ${expected}, seen ${seen}`;

/** `acme at 30d (2026-02-04)` */
export function whenText({ expectation: { account, expected }, asOf }: Outcome, { pack: { timezone } }: Pack): string {
  const { days, minutes = 0 } = expected.at;
  const clock = minutes === 0 ? "" : ` ${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return `${account} at ${days}d${clock} (${localMidnight(asOf, timezone) === asOf ? localDate(asOf, timezone) : localTime(asOf, timezone).slice(0, 16)})`;
}

/** The whole explanation of the score; of the way too when stages are in question. */
export function whyText({ scored, journey, asOf, mismatches }: Outcome, { pack, paint }: ScenarioView): string {
  const asksForWay = mismatches.some(({ path: [key = ""] }) => ["stage", "journey", "milestones"].includes(key));
  const way = journey && (asksForWay || !scored) ? [travelText(presentAccountJourney(journey, { pack, asOf }), { zone: pack.pack.timezone, asOf, paint })] : [];
  const onlyWay = mismatches.every(({ path: [key = ""] }) => ["stage", "journey", "milestones"].includes(key));
  const score = scored && !(onlyWay && way.length > 0) ? [scoredExplanationText({ pack, scored, paint }), ...unscoredMetrics({ scored, mismatches }, pack)] : [];
  const nobody = scored ? [] : [`The account is no customer then: ${journey ? "its contracts were over, or its churn was recorded" : "nothing was known of it yet, or its contracts were over"}.`];
  return [...nobody, ...score, ...way].join("\n\n");
}

/** Metrics that were asked for and are not in the score say at least what they are. */
function unscoredMetrics({ scored, mismatches }: { readonly scored: NonNullable<Outcome["scored"]>; readonly mismatches: readonly Mismatch[] }, { metrics }: Pack): string[] {
  const shown = new Set(scored.snapshot.metrics.map(({ metric }) => metric));
  return mismatches.flatMap(({ path: [key, id = ""], seen }) => (key === "metrics" && !shown.has(id) ? [`${id} (${metrics[id]?.kind ?? "metric"}) is not in the score; it is ${seen}.`] : []));
}

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, "    ");

/** `3 scenarios, 12 expectations: 1 scenario failed (0.8 s)` */
export function summaryText(played: readonly PlayedScenario[], { pack, paint, elapsedMs }: ScenarioView & { readonly elapsedMs: number }): string {
  const failed = played.filter((one) => mismatchCount(one) > 0).length;
  const expectations = played.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const result = failed === 0 ? paint("green", "all as expected") : paint("red", `${countedText(failed, "scenario", "scenarios")} failed`);
  return `${pack.pack.name}: ${countedText(played.length, "scenario", "scenarios")}, ${countedText(expectations, "expectation", "expectations")}: ${result} (${(elapsedMs / 1000).toFixed(1)} s)`;
}
