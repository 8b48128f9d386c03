import { type Circumstances, bindCircumstances } from "../conditions/circumstances.ts";
import type { Wording } from "../conditions/describe.ts";
import { type Bind, type Reading, compileCondition } from "../conditions/evaluate.ts";
import type { Source } from "../conditions/reason.ts";
import type { Condition } from "../conditions/schema.ts";
import type { Subject } from "../conditions/tree.ts";
import type { Truth } from "../conditions/truth.ts";
import { type Duration, before } from "../lib/duration.ts";
import { type Instant, dayMs, localDay } from "../lib/zone.ts";
import type { MetricRow } from "../metrics/row.ts";
import { fromState, presentState } from "../metrics/value.ts";
import { activityMetricId, isGoalStated } from "./activities.ts";
import type { Line } from "./schema.ts";
import { type Activity, type Milestone, type Stage, everyStage, exitsOf } from "./stage.ts";

/** What criteria read: the cells of one account at one instant, its circumstances, and for milestones its stage. */
export interface Sight {
  readonly row: MetricRow;
  readonly circumstances: Circumstances;
  readonly asOf: Instant;
  /** When a goal was last stated; undefined when none ever was. */
  readonly goalStated?: Instant | undefined;
  /** Only milestones read it. */
  readonly stage?: string | null;
}

type Test = (sight: Sight) => Truth;

export interface CompiledActivity {
  readonly activity: Activity;
  /** When it was last done before the instant; undefined when it never was. */
  readonly lastDone: (sight: Sight) => Instant | undefined;
}

/** One way out of a stage. */
export interface CompiledMove {
  readonly to: number;
  /** All of them must hold; none when the activities alone decide. */
  readonly conditions: readonly Condition[];
  readonly holds: Test;
  /** Whether the required activities of the stage have to be done. */
  readonly needsActivities: boolean;
}

export interface CompiledStage {
  readonly stage: Stage;
  readonly activities: readonly CompiledActivity[];
  /** The furthest first: of several that are open at once it is the one taken. */
  readonly moves: readonly CompiledMove[];
}

export interface CompiledLine {
  readonly line: Line;
  readonly stages: readonly CompiledStage[];
  readonly milestones: readonly { readonly milestone: Milestone; readonly holds: Test }[];
  /** Place of each stage by its id. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** The stage of lost accounts; -1 without one. */
  readonly lost: number;
  /** The latest instant at which something may have begun to have lasted so long. */
  readonly limit: (asOf: Instant, duration: Duration) => Instant;
  readonly dayOf: (instant: Instant) => number;
  /** Where the reasons of criteria read. */
  readonly source: (sight: Sight) => Source;
  readonly wording: Wording;
}

export interface LineRequest {
  readonly line: Line;
  /** The metric of each cell of a row, those of activities among them. */
  readonly metricIds: readonly string[];
  readonly zone: string;
  readonly wording: Wording;
}

export function compileLine({ line, metricIds, zone, wording }: LineRequest): CompiledLine {
  const slots = new Map(metricIds.map((id, slot) => [id, slot]));
  const bind: Bind<Sight> = (subject) => bindSight(subject, slots);
  const compiled = (conditions: readonly Condition[]): Test => (conditions.length === 0 ? () => true : compileCondition(conditions.length === 1 ? (conditions[0] as Condition) : { all: conditions }, bind));
  return {
    line,
    stages: line.stages.map((stage, place) => ({
      stage,
      activities: (stage.activities ?? []).map((activity) => ({ activity, lastDone: isGoalStated(activity) ? ({ goalStated }) => goalStated : lastDoneIn(slots.get(activityMetricId(activity))) })),
      moves: waysFrom(line.stages, place).map((move) => ({ ...move, holds: compiled(move.conditions) })),
    })),
    milestones: line.milestones.map((milestone) => ({ milestone, holds: compileCondition(milestone.when, bind) })),
    placeOf: new Map(line.stages.map(({ id }, place) => [id, place])),
    lost: line.stages.findIndex(({ lost }) => lost === true),
    limit: remembered((asOf, duration) => before(asOf, duration, zone)),
    dayOf: (instant) => localDay(instant, zone),
    source: (sight) => ({ read: (subject) => bind(subject)(sight), why: (subject) => whyMissing(subject, slots, sight) }),
    wording,
  };
}

function bindSight(subject: Subject, slots: ReadonlyMap<string, number>): (sight: Sight) => Reading {
  if (subject.kind === "stage") return ({ stage }) => stage;
  if (subject.kind !== "metric") {
    const read = bindCircumstances(subject);
    return ({ circumstances }) => read(circumstances);
  }
  const slot = slots.get(subject.name);
  if (slot === undefined) return () => undefined;
  return ({ row: { values, states, offset } }) => (states[offset + slot] === presentState ? values[offset + slot] : null);
}

function whyMissing({ kind, name }: Subject, slots: ReadonlyMap<string, number>, { row: { values, states, offset } }: Sight): string | undefined {
  const slot = slots.get(name);
  if (kind !== "metric" || slot === undefined) return undefined;
  const value = fromState(states[offset + slot] as number, values[offset + slot] as number);
  return "missing" in value ? value.missing : undefined;
}

function lastDoneIn(slot: number | undefined): CompiledActivity["lastDone"] {
  if (slot === undefined) return () => undefined;
  return ({ row: { values, states, offset }, asOf }) =>
    states[offset + slot] === presentState ? Math.round(asOf - (values[offset + slot] as number) * dayMs) : undefined;
}

export type Way = Omit<CompiledMove, "holds">;

/** Every way out of a stage, the furthest first; those into the stage of lost accounts are no matter of criteria. */
export function waysFrom(stages: readonly Stage[], from: number): Way[] {
  const { id, activities = [], ...stage } = stages[from] as Stage;
  const placeOf = (name: string | undefined): number => stages.findIndex((one) => one.id === name);
  const needsActivities = activities.some(({ required }) => required);
  const jumps = stages.flatMap(({ enter }, to): Way[] => {
    const isFrom = enter?.from === everyStage || (enter?.from ?? []).includes(id);
    return enter && isFrom && to !== from ? [{ to, conditions: [enter.when], needsActivities: false }] : [];
  });
  const exits = exitsOf(stage).flatMap(({ when, to }): Way[] => {
    const place = placeOf(to);
    return to === undefined || place < 0 ? [] : [{ to: place, conditions: [when], needsActivities: needsActivities && place > from }];
  });
  return [...jumps, ...exits, ...nextOf(stages, from, needsActivities)].filter(({ to }) => stages[to]?.lost !== true).sort((left, right) => right.to - left.to);
}

/** To the stage after it, once this one may be left and that one be entered, as far as either says so. */
function nextOf(stages: readonly Stage[], from: number, needsActivities: boolean): Way[] {
  const next = stages[from + 1];
  if (next === undefined) return [];
  const leaving = exitsOf(stages[from] as Stage).filter(({ to }) => to === undefined).map(({ when }) => when);
  const entering = next.enter && next.enter.from === undefined ? [next.enter.when] : [];
  if (leaving.length === 0 && (next.enter?.from !== undefined || (entering.length === 0 && !needsActivities))) return [];
  const conditions = leaving.length === 0 ? entering : [leaving.length === 1 ? (leaving[0] as Condition) : { any: leaving }, ...entering];
  return [{ to: from + 1, conditions, needsActivities }];
}

/** Accounts share instants, and calendars are slow. */
function remembered(limitOf: (asOf: Instant, duration: Duration) => Instant): CompiledLine["limit"] {
  const known = new Map<Duration, Map<Instant, Instant>>();
  return (asOf, duration) => {
    let limits = known.get(duration);
    if (!limits) known.set(duration, (limits = new Map()));
    let limit = limits.get(asOf);
    if (limit === undefined) {
      if (limits.size > 100_000) limits.clear();
      limits.set(asOf, (limit = limitOf(asOf, duration)));
    }
    return limit;
  };
}
