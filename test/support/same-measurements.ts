import type { MeasureRequest, Measurements } from "../../src/engine/ports.ts";
import type { Instant } from "../../src/lib/zone.ts";
import { fromState } from "../../src/metrics/value.ts";
import { showInstant } from "./show-facts.ts";

/** Two sums that differ only by the order of their terms are the same. */
const tolerance = 1e-12;

interface Compared {
  readonly expected: Measurements;
  readonly actual: Measurements;
  readonly request: Pick<MeasureRequest, "metrics" | "zone" | "instants">;
}

/**
 * One line for each difference between two measurements: account, instant in the zone, metric with its definition, both values.
 * Accounts and metrics are told apart by id, not by place. A row of an account that isn't born by the last instant is no row,
 * and cells of an account that isn't born at their instant may hold anything.
 */
export function differencesBetween({ expected, actual, request }: Compared): string[] {
  const shape = [
    ...listDifferences("instants", expected.instants, actual.instants),
    ...listDifferences("metrics", expected.metricIds.toSorted(), actual.metricIds.toSorted()),
    ...listDifferences("accounts", bornAccounts(expected, request.instants), bornAccounts(actual, request.instants)),
  ];
  if (shape.length > 0) return shape;
  return bornAccounts(expected, request.instants).flatMap((account) => accountDifferences(account, { expected, actual, request }));
}

function accountDifferences(account: string, { expected, actual, request }: Compared): string[] {
  const rows = { expected: expected.accounts.indexOf(account), actual: actual.accounts.indexOf(account) };
  const born = expected.born[rows.expected] ?? NaN;
  const bornActual = actual.born[rows.actual] ?? NaN;
  if (born !== bornActual) {
    return [`account ${quoted(account)} is born at ${showInstant(born, request.zone)}, not ${showInstant(bornActual, request.zone)}`];
  }
  const living = expected.instants.map((asOf, place) => ({ asOf, place })).filter(({ asOf }) => born < asOf);
  return living.flatMap(({ asOf, place }) =>
    expected.metricIds.flatMap((metric) => {
      const wanted = cellOf(expected, { row: rows.expected, place, metric });
      const got = cellOf(actual, { row: rows.actual, place, metric });
      if (same(wanted, got)) return [];
      const definition = JSON.stringify(request.metrics[metric]);
      return [
        `account ${quoted(account)} at ${showInstant(asOf, request.zone)}: ${metric} is ${wanted}, not ${got}; ${metric} = ${definition}`,
      ];
    }),
  );
}

/** A number, or in words why there is none. */
function cellOf(measured: Measurements, { row, place, metric }: { row: number; place: number; metric: string }): number | string {
  const column = measured.metricIds.indexOf(metric);
  const cell = (row * measured.instants.length + place) * measured.metricIds.length + column;
  const value = fromState(measured.states[cell] ?? NaN, measured.values[cell] ?? NaN);
  return "value" in value ? value.value : value.missing;
}

function same(a: number | string, b: number | string): boolean {
  if (typeof a === "string" || typeof b === "string") return a === b;
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}

function bornAccounts({ accounts, born }: Measurements, instants: readonly Instant[]): string[] {
  const last = instants.at(-1) ?? -Infinity;
  return accounts.filter((_, row) => (born[row] ?? Infinity) < last).toSorted();
}

function listDifferences(what: string, expected: readonly unknown[], actual: readonly unknown[]): string[] {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  return [`${what} are ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`];
}

const quoted = (text: string): string => JSON.stringify(text);
