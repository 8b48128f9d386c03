import type { Random } from "../random.ts";
import { normalCdf, normalQuantile } from "./distributions.ts";
import type { Estimate } from "./interval.ts";
import { quantiles } from "./quantiles.ts";

export interface BootstrapOptions {
  /** How many clusters there are; they are drawn whole, with replacement. */
  readonly clusters: number;
  readonly replicates: number;
  readonly random: Random;
}

/**
 * The bootstrap by cluster (Davison and Hinkley 1997, section 3.8): `statistic` gets how often each cluster was drawn and returns one or
 * several figures, so that several are resampled at the price of one. Result: for each figure its replicates.
 */
export function clusterBootstrap(
  statistic: (timesDrawn: Float64Array) => readonly number[],
  { clusters, replicates, random }: BootstrapOptions,
): Float64Array[] {
  const figures: Float64Array[] = [];
  const timesDrawn = new Float64Array(clusters);
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    timesDrawn.fill(0);
    for (let i = 0; i < clusters; i += 1) timesDrawn[random.below(clusters)]! += 1;
    statistic(timesDrawn).forEach((value, figure) => ((figures[figure] ??= new Float64Array(replicates))[replicate] = value));
  }
  return figures;
}

/** The percentile interval. Replicates in which the figure did not exist (NaN) are left out. */
export function percentileInterval(value: number, replicates: Float64Array, level = 0.95): Estimate {
  const [low = Number.NaN, high = Number.NaN] = quantiles(replicates, [(1 - level) / 2, (1 + level) / 2]);
  return { value, low, high };
}

/**
 * The bias-corrected and accelerated interval (Efron 1987). `jackknife` holds the figure without each cluster in turn,
 * which gives the acceleration. Falls back to the percentile interval where all replicates lie on one side.
 */
export function bcaInterval(value: number, replicates: Float64Array, jackknife: Float64Array, level = 0.95): Estimate {
  const known = replicates.filter((replicate) => !Number.isNaN(replicate));
  // Ties with the estimate count half, as a figure over few clusters takes few values.
  const below = known.reduce((sum, replicate) => sum + (replicate < value ? 1 : replicate === value ? 0.5 : 0), 0) / known.length;
  if (!(below > 0 && below < 1)) return percentileInterval(value, known, level);
  const bias = normalQuantile(below);
  const mean = jackknife.reduce((sum, figure) => sum + figure, 0) / jackknife.length;
  const [squares, cubes] = [2, 3].map((power) => jackknife.reduce((sum, figure) => sum + (mean - figure) ** power, 0));
  const acceleration = squares! > 0 ? cubes! / (6 * squares! ** 1.5) : 0;
  const place = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  const [low = Number.NaN, high = Number.NaN] = quantiles(known, [place((1 - level) / 2), place((1 + level) / 2)]);
  return { value, low, high };
}
