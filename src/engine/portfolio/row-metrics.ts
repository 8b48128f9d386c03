import { type MetricValue, missingReasons } from "../../metrics/value.ts";
import type { MetricPart } from "../../scores/snapshot.ts";

/** What an account's metrics said, in a few bytes each: a hundred thousand lines are held at once. */
export interface RowMetrics {
  /** The same array for all accounts of the same model. */
  readonly ids: readonly string[];
  /** Raw values; of a missing one the place of its reason. */
  readonly raws: Float64Array;
  /** 0 to 100; NaN for a missing one. */
  readonly points: Float32Array;
}

const known = new Map<string, readonly string[]>();

/** Lists of ids are few, since models are. */
function shared(ids: readonly string[]): readonly string[] {
  const key = ids.join(" ");
  const found = known.get(key) ?? ids;
  known.set(key, found);
  return found;
}

export function rowMetricsOf(parts: readonly MetricPart[]): RowMetrics {
  return {
    ids: shared(parts.map(({ metric }) => metric)),
    raws: Float64Array.from(parts, ({ raw }) => ("missing" in raw ? missingReasons.indexOf(raw.missing) : raw.value)),
    points: Float32Array.from(parts, ({ score }) => score ?? Number.NaN),
  };
}

/** What a metric said; undefined for one that doesn't count for the account. */
export function metricIn({ ids, raws, points }: RowMetrics, metric: string): { readonly raw: MetricValue; readonly points: number | null } | undefined {
  const place = ids.indexOf(metric);
  if (place < 0) return undefined;
  const [raw, own] = [raws[place] ?? 0, points[place] ?? Number.NaN];
  if (!Number.isNaN(own)) return { raw: { value: raw }, points: own };
  return { raw: { missing: missingReasons[raw] ?? "not_applicable" }, points: null };
}
