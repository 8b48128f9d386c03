import type { FormulaTerm } from "../../../../metrics/schema.ts";
import type { MetricOf } from "../../../../metrics/schema.ts";
import { missing, present } from "../../../../metrics/value.ts";
import type { Clause } from "../clause.ts";
import { type View, metricOf } from "../view.ts";

/**
 * Arithmetic over other metrics. The first operand in written order that is missing gives its reason to the whole.
 * A step that has no finite result, such as a division by zero, leaves none for the whole, even inside `min` or `max`.
 */
export const formula: Clause<MetricOf<"formula">> = {
  value: (metric, view) => {
    const operands = metricIds(metric.formula).map((id) => view.measure(metricOf(id, view)));
    const absent = operands.find((operand) => "missing" in operand);
    if (absent !== undefined) return absent;
    const result = calculate(metric.formula, view);
    return Number.isFinite(result) ? present(result) : missing("not_applicable");
  },
};

function metricIds(term: FormulaTerm): string[] {
  if (typeof term === "number") return [];
  if (typeof term === "string") return [term];
  return Object.values(term).flat().flatMap(metricIds);
}

/** NaN as soon as one step isn't finite; NaN then stays NaN through every operation. */
function calculate(term: FormulaTerm, view: View): number {
  if (typeof term === "number") return term;
  if (typeof term === "string") {
    const operand = view.measure(metricOf(term, view));
    return "value" in operand ? operand.value : NaN;
  }
  const numbers = Object.values(term)
    .flat()
    .map((inner: FormulaTerm) => calculate(inner, view));
  const result = apply(term, numbers);
  return Number.isFinite(result) ? result : NaN;
}

function apply(term: Exclude<FormulaTerm, number | string>, numbers: readonly number[]): number {
  if ("add" in term) return numbers.reduce((sum, number) => sum + number);
  if ("multiply" in term) return numbers.reduce((product, number) => product * number);
  if ("subtract" in term) return numbers.reduce((from, number) => from - number);
  if ("divide" in term) return numbers.reduce((dividend, divisor) => dividend / divisor);
  if ("min" in term) return Math.min(...numbers);
  return Math.max(...numbers);
}
