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

type Part = Pick<MetricPart, "metric" | "raw" | "band" | "weight">;

/** What is gathered of one metric. */
interface Gathered {
  readonly values: number[];
  readonly bands: Band[];
  weight: number;
}

/** Gathers the parts of many accounts, of which it keeps only values and bands. */
export class MetricSpread {
  readonly #metrics = new Map<string, Gathered>();

  note(parts: readonly Part[]): void {
    for (const { metric, raw, band, weight } of parts) {
      if (!("value" in raw)) continue;
      let own = this.#metrics.get(metric);
      if (!own) this.#metrics.set(metric, (own = { values: [], bands: [], weight: 0 }));
      own.values.push(raw.value);
      own.bands.push(band);
      own.weight += weight;
    }
  }

  /** The heaviest first. `most` is the share from which a band holds too many; under `fewest` accounts nothing is said. */
  lopsided({ most = 0.75, fewest = 10 } = {}): LopsidedMetric[] {
    return [...this.#metrics].flatMap(([metric, { values, bands: own, weight }]): LopsidedMetric[] => {
      const { shares, total } = distributionOf(own);
      const band = bands.find((name): name is LopsidedMetric["band"] => name !== "unknown" && shares[name] > most);
      if (band === undefined || total < fewest) return [];
      return [{ metric, band, share: shares[band], accounts: total, weight: weight / total, quartiles: quantiles(values, [0.25, 0.5, 0.75]) as [number, number, number] }];
    }).toSorted((one, other) => other.weight - one.weight);
  }
}

export function lopsidedMetrics(parts: readonly Part[], limits: { readonly most?: number; readonly fewest?: number } = {}): LopsidedMetric[] {
  const spread = new MetricSpread();
  spread.note(parts);
  return spread.lopsided(limits);
}
