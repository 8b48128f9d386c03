import { bare } from "../../src/conditions/describe.ts";
import type { EventFact } from "../../src/events/fact.ts";
import { type CompiledLine, type Sight, compileLine } from "../../src/journey/compile.ts";
import { activityMetrics, activityMetricId } from "../../src/journey/activities.ts";
import { type Journey, journeySchema } from "../../src/journey/schema.ts";
import { type LineState, type Seen, stepLine } from "../../src/journey/step.ts";
import { noCircumstances } from "../../src/conditions/circumstances.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { event } from "./happenings.ts";

/** Midnight of a day, counted from the day on which the account was born at noon before. */
export const day = (count: number): number => Date.UTC(2026, 0, 1) + count * dayMs;
export const born = day(0) - dayMs / 2;

/** What an account looks like on one day; metrics that aren't there are missing. */
export interface Day {
  readonly metrics?: Readonly<Record<string, number>>;
  /** Days on which activities were done. */
  readonly done?: Readonly<Record<string, number>>;
  readonly isCustomer?: boolean;
  readonly set?: readonly EventFact[];
}

export const journeyOf = (written: unknown): Journey => journeySchema.parse(written);

/** The only line of a journey, over the metrics `a`, `b`, `c`. */
export function lineOver(journey: Journey): CompiledLine {
  const metricIds = ["a", "b", "c", ...Object.keys(activityMetrics(journey))];
  return compileLine({ line: journey.lines[0] as Journey["lines"][0], metricIds, zone: "UTC", wording: bare });
}

export function sightOf(line: CompiledLine, { metrics = {}, done = {} }: Day, asOf: number): Sight {
  const activities = line.stages.flatMap(({ activities: own }) => own).map(({ activity }) => activity);
  const last = new Map(activities.flatMap((activity) => (activity.id in done && day(done[activity.id] as number) < asOf ? [[activityMetricId(activity), (asOf - day(done[activity.id] as number)) / dayMs] as const] : [])));
  const ids = ["a", "b", "c", ...new Set(activities.map(activityMetricId))];
  const values = Float64Array.from(ids, (id) => metrics[id] ?? last.get(id) ?? Number.NaN);
  return { asOf, circumstances: noCircumstances, row: { values, states: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0)), offset: 0 } };
}

export function seenOn(line: CompiledLine, what: Day, asOf: number): Seen {
  return { sight: sightOf(line, what, asOf), born, isCustomer: what.isCustomer ?? true, customerSince: born, stagesSet: (what.set ?? []).filter(({ time }) => time < asOf) };
}

/** The state on each of some days, from the first on. */
export function walk(line: CompiledLine, days: number, on: (count: number) => Day): LineState[] {
  const states: LineState[] = [];
  for (let count = 0; count < days; count += 1) states.push(stepLine(line, states.at(-1), seenOn(line, on(count), day(count))));
  return states;
}

export const stageOn = (line: CompiledLine, state: LineState | undefined): string | undefined => line.stages[state?.stage ?? -1]?.stage.id;

/** A person sets the stage at noon of the day. */
export const setsStage = (id: string, stage: string, count: number, reason = "as agreed"): EventFact =>
  event("stage_set", "acme", { properties: { stage, reason, author: "mara" } })({ messageId: id, time: day(count) + dayMs / 2, knownAt: day(count) + dayMs / 2, source: "people" }, () => 0) as EventFact;
