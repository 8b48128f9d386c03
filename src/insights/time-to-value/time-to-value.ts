import { type Estimate, zOf } from "../../lib/statistics/interval.ts";
import { type Durations, kaplanMeier, survivalAt, type SurvivalCurve } from "../../lib/statistics/kaplan-meier.ts";
import { type LogRank, logRank } from "../../lib/statistics/log-rank.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";

/** One customer: when it began, when it first got value, when it was lost. What is absent had not happened by `knownTo`. */
export interface Customer {
  readonly account: string;
  readonly start: Instant;
  readonly valueAt?: Instant;
  readonly lostAt?: Instant;
  /** Such as its segment or the quarter in which it began. */
  readonly group?: string;
}

export interface TimeToValueInput {
  readonly customers: readonly Customer[];
  readonly knownTo: Instant;
  /** The day at which customers are sorted into early and not yet; by default the median time to value. */
  readonly landmarkDays?: number;
}

export interface GroupCurve {
  readonly group: string;
  readonly curve: SurvivalCurve;
}

/** How long it takes to get value. The curve is the share that has not got it yet, among those who stay. */
export interface Reaching {
  readonly overall: SurvivalCurve;
  readonly groups: readonly GroupCurve[];
  /** Whether the groups differ; absent with fewer than two. */
  readonly test?: LogRank;
}

/** What became of those with value by the landmark, and of those without, from the landmark on. */
export interface Retention {
  readonly landmarkDays: number;
  readonly early: SurvivalCurve;
  readonly notYet: SurvivalCurve;
  readonly test: LogRank;
  /** The rate at which those without are lost over that of those with. */
  readonly hazardRatio: Estimate;
  /** Lost before the landmark, or too young for it: they take no part. */
  readonly leftOut: number;
}

export interface TimeToValueReport {
  readonly reaching: Reaching;
  readonly retention?: Retention;
  /** One sentence. */
  readonly verdict: string;
}

const [fewestLost, fewestInGroup] = [20, 10];

/**
 * Time to value, and whether it goes before staying, with those still on their way treated as what they are: censored. Early and late
 * are sorted at a landmark and followed from there (Anderson, Cain and Gelber 1983): sorted by the whole of their lives, those who
 * got value would be the ones who stayed long enough to get it.
 */
export function timeToValue(input: TimeToValueInput): TimeToValueReport {
  const { customers, knownTo } = input;
  const begun = customers.filter(({ start }) => start < knownTo);
  const overall = kaplanMeier(untilValue(begun, knownTo));
  const reaching = reachingOf(begun, knownTo, overall);
  const landmarkDays = input.landmarkDays ?? Math.ceil(overall.median.value);
  if (Number.isNaN(landmarkDays)) return { reaching, verdict: "not enough: fewer than half have got value, so there is no day to sort them by; state one" };
  const retention = retentionOf(begun, knownTo, landmarkDays);
  return { reaching, retention, verdict: verdictOn(retention) };
}

const inDays = (from: Instant, to: Instant): number => (to - from) / dayMs;
const lastSeen = ({ lostAt }: Customer, knownTo: Instant): Instant => Math.min(lostAt ?? knownTo, knownTo);

function untilValue(customers: readonly Customer[], knownTo: Instant): Durations {
  const reached = customers.map((customer) => customer.valueAt !== undefined && customer.valueAt <= lastSeen(customer, knownTo));
  return {
    durations: customers.map((customer, i) => inDays(customer.start, reached[i] ? customer.valueAt! : lastSeen(customer, knownTo))),
    events: reached.map(Number),
  };
}

function reachingOf(customers: readonly Customer[], knownTo: Instant, overall: SurvivalCurve): Reaching {
  const named = customers.filter((customer) => customer.group !== undefined);
  const byGroup = [...Map.groupBy(named, ({ group }) => group!)].filter(([, own]) => own.length >= fewestInGroup).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const durations = byGroup.map(([, own]) => untilValue(own, knownTo));
  const groups = byGroup.map(([group], i) => ({ group, curve: kaplanMeier(durations[i]!) }));
  return { overall, groups, ...(groups.length > 1 ? { test: logRank(durations) } : {}) };
}

function retentionOf(customers: readonly Customer[], knownTo: Instant, landmarkDays: number): Retention {
  const there = customers.filter((customer) => inDays(customer.start, lastSeen(customer, knownTo)) > landmarkDays);
  const isEarly = ({ start, valueAt }: Customer): boolean => valueAt !== undefined && inDays(start, valueAt) <= landmarkDays;
  const fromLandmark = (own: readonly Customer[]): Durations => ({
    durations: own.map((customer) => inDays(customer.start, lastSeen(customer, knownTo)) - landmarkDays),
    events: own.map(({ lostAt }) => (lostAt !== undefined && lostAt <= knownTo ? 1 : 0)),
  });
  const [early, notYet] = [fromLandmark(there.filter(isEarly)), fromLandmark(there.filter((customer) => !isEarly(customer)))];
  const test = logRank([early, notYet]);
  return { landmarkDays, early: kaplanMeier(early), notYet: kaplanMeier(notYet), test, hazardRatio: hazardRatioOf(test), leftOut: customers.length - there.length };
}

/** Observed over expected of the second group over those of the first, with the interval of Berry, Kitchin and Mock 1991. */
function hazardRatioOf({ observed, expected }: LogRank): Estimate {
  const value = observed[1]! / expected[1]! / (observed[0]! / expected[0]!);
  const reach = zOf() * Math.sqrt(1 / expected[0]! + 1 / expected[1]!);
  return { value, low: value * Math.exp(-reach), high: value * Math.exp(reach) };
}

function verdictOn({ landmarkDays, early, notYet, test, hazardRatio }: Retention): string {
  const lost = early.events + notYet.events;
  if (lost < fewestLost || Math.min(early.n, notYet.n) < fewestInGroup) {
    return `not enough: ${lost} lost after day ${landmarkDays}, ${early.n} had value by then and ${notYet.n} not; at least ${fewestLost} losses and ${fewestInGroup} of each are needed`;
  }
  const horizon = Math.min(365, ...[early, notYet].map(({ steps }) => steps.at(-1)?.time ?? 365));
  const kept = [early, notYet].map((curve) => `${Math.round(survivalAt(curve, horizon).value * 100)} %`);
  const figures = `${kept[0]} against ${kept[1]} still customers ${Math.round(horizon)} days later, p = ${test.p.toFixed(3)}, n = ${early.n} and ${notYet.n}`;
  if (test.p >= 0.05) return `nothing found: value by day ${landmarkDays} or not, ${figures}`;
  const { low, high } = hazardRatio;
  const [more, value, from, to] = hazardRatio.value > 1 ? ["without", hazardRatio.value, low, high] : ["with", 1 / hazardRatio.value, 1 / high, 1 / low];
  return `value by day ${landmarkDays}: ${figures}; those ${more} it are lost ${value.toFixed(1)} times as fast, 95 % interval ${from.toFixed(1)} to ${to.toFixed(1)}`;
}
