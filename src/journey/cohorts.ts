import { type SurvivalCurve, kaplanMeier } from "../lib/statistics/kaplan-meier.ts";
import { type Instant, dayMs } from "../lib/zone.ts";
import type { CompiledLine } from "./compile.ts";
import type { LineState } from "./step.ts";

/** The times of one account in one line of business, as far as the log tells by `knownTo`. */
export interface Times {
  readonly account: string;
  readonly startedAt: Instant;
  /** When it was on its way already as the log began, how long anything took can't be told. */
  readonly wasUnderWay: boolean;
  readonly onboardedAt?: Instant;
  readonly firstValueAt?: Instant;
  /** When it left; absent while it is a customer. */
  readonly lostAt?: Instant;
  /** Every time in a stage: `until` is absent for the one that goes on. */
  readonly visits: readonly Visit[];
}

export interface Visit {
  readonly stage: string;
  readonly from: Instant;
  readonly until?: Instant;
  /** Whether it ended because the account was lost: then it isn't known how long it would have taken. */
  readonly cut: boolean;
}

export function timesOf(account: string, { line, stages, lost }: CompiledLine, state: LineState): Times {
  const placeOf = (id: string | undefined): number => line.milestones.findIndex((milestone) => milestone.id === id);
  const reached = (id: string | undefined): Instant | undefined => state.milestones[placeOf(id)];
  const [onboardedAt, firstValueAt] = [reached(line.onboarded), reached(line.firstValue)];
  const lostAt = state.stage === lost ? state.since : undefined;
  const visits = state.moves.flatMap(({ at, to }, index): Visit[] => {
    const next = state.moves[index + 1];
    if (to === lost) return [];
    return [{ stage: stages[to]?.stage.id ?? "", from: at, ...(next && { until: next.at }), cut: next?.to === lost }];
  });
  return {
    account, startedAt: state.startedAt, wasUnderWay: state.wasUnderWay, visits,
    ...(onboardedAt !== undefined && { onboardedAt }), ...(firstValueAt !== undefined && { firstValueAt }), ...(lostAt !== undefined && { lostAt }),
  };
}

/** How long something takes in a group of accounts. */
export interface Duration {
  readonly accounts: number;
  /** Of how many it is done; the others are still on their way or were lost, and count as long as they were watched. */
  readonly done: number;
  /** Days after which a quarter, half, three quarters are done; NaN where it never comes to that. */
  readonly quartiles: readonly [number, number, number];
  readonly curve: SurvivalCurve;
  /** Days for which the longest was watched; of later ones the curve knows nothing. */
  readonly watchedDays: number;
}

interface Span {
  readonly days: number;
  readonly done: boolean;
}

/** Kaplan and Meier's estimate, so that who isn't done yet is censored, not missing. */
function durationOf(spans: readonly Span[]): Duration {
  const curve = kaplanMeier({ durations: spans.map(({ days }) => days), events: spans.map(({ done }) => Number(done)) });
  const at = (left: number): number => curve.steps.find(({ survival }) => survival <= left + 1e-12)?.time ?? Number.NaN;
  return { accounts: curve.n, done: curve.events, quartiles: [at(0.75), at(0.5), at(0.25)], curve, watchedDays: Math.max(0, ...spans.map(({ days }) => days)) };
}

export type Reaching = "onboarded" | "first_value";

/** Days from the start to a milestone. */
export function timeTo(what: Reaching, times: readonly Times[], knownTo: Instant): Duration {
  const told = times.filter(({ wasUnderWay }) => !wasUnderWay);
  return durationOf(
    told.map(({ startedAt, lostAt = knownTo, ...reached }) => {
      const at = what === "onboarded" ? reached.onboardedAt : reached.firstValueAt;
      return { days: ((at ?? lostAt) - startedAt) / dayMs, done: at !== undefined };
    }),
  );
}

/** Days in a stage, of every time that an account was in it; the one with which the log begins doesn't count. */
export function timeIn(stage: string, times: readonly Times[], knownTo: Instant): Duration {
  const visits = times.flatMap(({ visits: own, wasUnderWay }) => own.filter((visit, index) => visit.stage === stage && !(wasUnderWay && index === 0)));
  return durationOf(visits.map(({ from, until, cut }) => ({ days: ((until ?? knownTo) - from) / dayMs, done: until !== undefined && !cut })));
}

/** An account's health for the table of cohorts; null where the score can't be told. */
export interface CohortHealth {
  readonly startMonth: string;
  readonly stage: string;
  readonly score: number | null;
}

export interface HealthCell {
  readonly accounts: number;
  /** Of those that have a score; null when none has. */
  readonly meanScore: number | null;
}

/** Health by start month and stage. */
export function healthOfCohorts(accounts: readonly CohortHealth[]): ReadonlyMap<string, ReadonlyMap<string, HealthCell>> {
  const months = Map.groupBy(accounts, ({ startMonth }) => startMonth);
  const ascending = [...months].sort(([left], [right]) => (left < right ? -1 : 1));
  return new Map(ascending.map(([month, own]) => [month, new Map([...Map.groupBy(own, ({ stage }) => stage)].map(([stage, members]) => [stage, cellOf(members)]))]));
}

function cellOf(members: readonly CohortHealth[]): HealthCell {
  const scores = members.flatMap(({ score }) => score ?? []);
  return { accounts: members.length, meanScore: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length };
}
