import { quantiles } from "../../lib/statistics/quantiles.ts";
import { type Band, bands } from "../../scores/bands.ts";
import { distributionOf } from "../../scores/portfolio.ts";
import type { MetricPart } from "../../scores/snapshot.ts";

/** A metric that puts nearly all accounts into one band. */
export interface LopsidedMetric {
  readonly metric: string;
  readonly band: Exclude<Band, "unknown">;
  /** Of the accounts that have a value. */
  readonly share: number;
  readonly accounts: number;
  /** Mean share of the score over the accounts that have a value. */
  readonly weight: number;
  /** Quartiles of the raw values: between them a scale has to climb. */
  readonly quartiles: readonly [low: number, middle: number, high: number];
}

/** The heaviest first. `most` is the share from which a band holds too many; under `fewest` accounts nothing is said. */
export function lopsidedMetrics(parts: readonly Pick<MetricPart, "metric" | "raw" | "band" | "weight">[], { most = 0.75, fewest = 10 } = {}): LopsidedMetric[] {
  return [...Map.groupBy(parts.filter(({ raw }) => "value" in raw), ({ metric }) => metric)].flatMap(([metric, own]): LopsidedMetric[] => {
    const { shares, total } = distributionOf(own.map(({ band }) => band));
    const band = bands.find((name): name is LopsidedMetric["band"] => name !== "unknown" && shares[name] > most);
    if (band === undefined || total < fewest) return [];
    const values = own.flatMap(({ raw }) => ("value" in raw ? [raw.value] : []));
    const weight = own.reduce((sum, part) => sum + part.weight, 0) / total;
    return [{ metric, band, share: shares[band], accounts: total, weight, quartiles: quantiles(values, [0.25, 0.5, 0.75]) as [number, number, number] }];
  }).toSorted((one, other) => other.weight - one.weight);
}
