import type { MeasureRequest, Measurements } from "../../src/engine/ports.ts";
import { metricSchema } from "../../src/metrics/schema.ts";
import { type MetricValue, fromState } from "../../src/metrics/value.ts";
import { type Scenario, scenario } from "../support/scenario.ts";
import type { Example } from "./examples/example.ts";

/** The metric under test has this id in every example's pack. */
const tested = "tested";

export function tell(example: Example): Scenario {
  return scenario({ zone: zoneOf(example), start: example.start ?? "2026-01-05" }, example.story);
}

export function requestFor(example: Example, { instant }: Scenario): Omit<MeasureRequest, "workspace"> {
  const written = { ...example.others, [tested]: example.metric };
  return {
    metrics: Object.fromEntries(Object.entries(written).map(([id, metric]) => [id, metricSchema.parse(metric)])),
    zone: zoneOf(example),
    currency: "EUR",
    rates: example.rates ?? {},
    instants: [instant(example.asOf)],
    ...(example.knownAt && { knownAt: instant(example.knownAt) }),
  };
}

/** What was measured, in the words of the example. */
export function outcomeOf(example: Example, measured: Measurements): Example["expect"] {
  const row = measured.accounts.indexOf(example.account ?? "acme");
  const [asOf = NaN] = measured.instants;
  if (row === -1 || !((measured.born[row] ?? Infinity) < asOf)) return "unborn";
  const cell = row * measured.metricIds.length + measured.metricIds.indexOf(tested);
  const value: MetricValue = fromState(measured.states[cell] ?? NaN, measured.values[cell] ?? NaN);
  return "value" in value ? value.value : value.missing;
}

const zoneOf = (example: Example): string => example.zone ?? "Europe/Berlin";
