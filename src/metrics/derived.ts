import { type Circumstances, bindCircumstances } from "../conditions/circumstances.ts";
import { type Bind, compileCondition } from "../conditions/evaluate.ts";
import { before } from "../lib/duration.ts";
import type { Instant } from "../lib/zone.ts";
import { targetAt } from "./target.ts";
import { dependencyOrder, referencesOf } from "./references.ts";
import type { MetricRow } from "./row.ts";
import type { FormulaTerm, MetricDefinition, MetricOf } from "./schema.ts";
import { missing, presentState, stateOf } from "./value.ts";

/** A row with what derived metrics read beside other metrics. */
export interface DerivedRow extends MetricRow {
  readonly circumstances: Circumstances;
  readonly asOf: Instant;
  /** Earliest time of a fact of the account. */
  readonly born: Instant;
}

export interface DerivedRequest {
  readonly metrics: Readonly<Record<string, MetricDefinition>>;
  /** The metric of each cell of a row. */
  readonly metricIds: readonly string[];
  readonly zone: string;
}

const notApplicable = stateOf(missing("not_applicable"));
const tooYoung = stateOf(missing("too_young"));

/** Fills one cell of the row. */
type Fill = (row: DerivedRow) => void;
type Slots = (id: string) => number;

/**
 * Formulas, recipes and attainments by segment as one function that fills their cells of a row from the cells of the other metrics, each
 * after those that it reads. Throws RangeError when a metric refers to itself or to one that has no cell.
 */
export function compileDerived({ metrics, metricIds, zone }: DerivedRequest): Fill {
  const { order, cycles } = dependencyOrder(metrics);
  const [cycle] = cycles;
  if (cycle) throw new RangeError(`metric \`${cycle[0]}\` refers to itself: ${cycle.join(" -> ")}`);
  const places = new Map(metricIds.map((id, slot) => [id, slot]));
  const slots: Slots = (id) => {
    const slot = places.get(id);
    if (slot === undefined) throw new RangeError(`metric \`${id}\` is not among those measured: ${metricIds.join(", ")}`);
    return slot;
  };
  const fills = order.filter((id) => places.has(id)).flatMap((id) => {
    const metric = metrics[id] as MetricDefinition;
    if (metric.kind === "formula") return [afterTenure(metric, slots(id), zone, fillFormula(metric, slots(id), slots))];
    if (metric.kind === "attainment" && metric.segments) return [afterTenure(metric, slots(id), zone, fillAttainment(metric, slots(id), slots))];
    if (metric.kind === "recipe") return [afterTenure(metric, slots(id), zone, fillRecipe(metric, slots(id), slots))];
    return [];
  });
  return (row) => {
    for (const fill of fills) fill(row);
  };
}

function put(row: MetricRow, slot: number, value: number): void {
  const present = Number.isFinite(value);
  row.values[row.offset + slot] = present ? value : Number.NaN;
  row.states[row.offset + slot] = present ? presentState : notApplicable;
}

function putMissing(row: MetricRow, slot: number, state: number): void {
  row.values[row.offset + slot] = Number.NaN;
  row.states[row.offset + slot] = state;
}

/**
 * The first missing operand, in the order written, gives its reason; a result that isn't finite is not_applicable,
 * and so is one that was divided by zero on the way, even inside `min` or `max`.
 */
function fillFormula(metric: MetricOf<"formula">, slot: number, slots: Slots): Fill {
  const operands = referencesOf(metric).map((reference) => slots(reference.metric));
  const calculate = compileTerm(metric.formula, slots);
  return (row) => {
    for (const operand of operands) {
      const state = row.states[row.offset + operand] as number;
      if (state !== presentState) return putMissing(row, slot, state);
    }
    return put(row, slot, calculate(row));
  };
}

type Term = (row: MetricRow) => number;

function compileTerm(term: FormulaTerm, slots: Slots): Term {
  if (typeof term === "number") return () => term;
  if (typeof term === "string") {
    const slot = slots(term);
    return (row) => row.values[row.offset + slot] as number;
  }
  if ("add" in term) return folded(term.add, slots, (sum, next) => sum + next);
  if ("subtract" in term) return folded(term.subtract, slots, (from, next) => from - next);
  if ("multiply" in term) return folded(term.multiply, slots, (product, next) => product * next);
  if ("divide" in term) return folded(term.divide, slots, (of, by) => (by === 0 ? Number.NaN : of / by));
  if ("min" in term) return folded(term.min, slots, Math.min);
  return folded(term.max, slots, Math.max);
}

function folded(terms: readonly FormulaTerm[], slots: Slots, combine: (left: number, right: number) => number): Term {
  const [first, ...rest] = terms.map((term) => compileTerm(term, slots));
  return (row) => {
    let result = (first as Term)(row);
    for (const next of rest) result = combine(result, next(row));
    return result;
  };
}

/**
 * An attainment whose curve depends on the segment, which only the circumstances tell. Where they don't, what was
 * measured against the common curve stays.
 */
function fillAttainment(metric: MetricOf<"attainment">, slot: number, slots: Slots): Fill {
  const inner = slots(metric.metric);
  const curves = Object.entries(metric.segments ?? {});
  return (row) => {
    const { segments, contract } = row.circumstances;
    const curve = curves.find(([segment]) => segments.get(segment) === true)?.[1];
    if (curve === undefined || row.states[row.offset + inner] !== presentState) return undefined;
    if (typeof contract.months !== "number") return undefined;
    const target = targetAt(curve, contract.months);
    return target === 0 ? putMissing(row, slot, notApplicable) : put(row, slot, (row.values[row.offset + inner] as number) / target);
  };
}

/** Points of the first case that is true; a case that is unknown before it makes the recipe not_applicable. */
function fillRecipe(metric: MetricOf<"recipe">, slot: number, slots: Slots): Fill {
  const cases = metric.cases.map(({ when, points }) => ({ holds: compileCondition(when, bindRow(slots)), points }));
  return (row) => {
    for (const { holds, points } of cases) {
      const truth = holds(row);
      if (truth) return put(row, slot, points);
      if (truth === undefined) return putMissing(row, slot, notApplicable);
    }
    return put(row, slot, metric.otherwise);
  };
}

/** Metrics are read from the cells of the row, everything else from the account's circumstances. */
function bindRow(slots: Slots): Bind<DerivedRow> {
  return (subject) => {
    if (subject.kind !== "metric") {
      const read = bindCircumstances(subject);
      return (row) => read(row.circumstances);
    }
    const slot = slots(subject.name);
    return ({ values, states, offset }) => (states[offset + slot] === presentState ? values[offset + slot] : null);
  };
}

/** `min_tenure` comes before everything else. The limit of an instant is found once, as accounts share instants. */
function afterTenure(metric: MetricDefinition, slot: number, zone: string, fill: Fill): Fill {
  const tenure = metric.min_tenure;
  if (tenure === undefined) return fill;
  const limits = new Map<Instant, Instant>();
  return (row) => {
    let limit = limits.get(row.asOf);
    if (limit === undefined) limits.set(row.asOf, (limit = before(row.asOf, tenure, zone)));
    return row.born > limit ? putMissing(row, slot, tooYoung) : fill(row);
  };
}
