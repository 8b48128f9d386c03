import { Random } from "../../lib/random.ts";
import { logisticRegression, predict } from "../../lib/statistics/logistic.ts";
import type { Feature } from "./feature.ts";

export interface Training {
  readonly features: readonly Feature[];
  readonly won: Uint8Array;
  readonly clusters: Int32Array;
}

/** A ridge penalty as strong as believing that a standard deviation moves the odds by a factor of e^0.5 at most, mostly. */
const penalty = 4;
const folds = 5;

/**
 * The metrics that predict best together, few preferred: one after another is added, the best each time, judged by the deviance in
 * cross-validation over accounts; taken is the smallest set within one standard error of the best (Breiman et al. 1984, 3.4.3).
 * No coefficient may go against its metric's direction. Result: metrics with their weight per point.
 */
export function selectMetrics(training: Training, most: number): { readonly feature: Feature; readonly weight: number }[] {
  const fold = foldsOf(training.clusters);
  const path: { readonly chosen: readonly Feature[]; readonly deviances: Float64Array }[] = [{ chosen: [], deviances: foldDeviances([], training, fold) }];
  while (path.length <= most) {
    const { chosen } = path.at(-1)!;
    const tried = training.features.filter((feature) => !chosen.includes(feature)).map((feature) => ({ chosen: [...chosen, feature], deviances: foldDeviances([...chosen, feature], training, fold) }));
    const best = tried.toSorted((a, b) => sumOf(a.deviances) - sumOf(b.deviances))[0];
    if (best === undefined) break;
    path.push(best);
  }
  const best = path.toSorted((a, b) => sumOf(a.deviances) - sumOf(b.deviances))[0]!;
  const chosen = path.find(({ deviances }) => sumOf(deviances) <= sumOf(best.deviances) + standardErrorOfDifference(deviances, best.deviances))!.chosen;
  const coefficients = fit(chosen, training, () => true).coefficients;
  return chosen.map((feature, j) => ({ feature, weight: coefficients[j]! })).filter(({ weight }) => weight > 0);
}

/** By account, so that nobody is on both sides. */
function foldsOf(clusters: Int32Array): Uint8Array {
  const random = Random.seeded("folds");
  const drawn = new Map<number, number>();
  return Uint8Array.from(clusters, (cluster) => {
    if (!drawn.has(cluster)) drawn.set(cluster, random.below(folds));
    return drawn.get(cluster)!;
  });
}

function foldDeviances(chosen: readonly Feature[], training: Training, fold: Uint8Array): Float64Array {
  const columns = chosen.map(filled);
  return Float64Array.from({ length: folds }, (_, held) => {
    const model = fit(chosen, training, (row) => fold[row] !== held);
    let deviance = 0;
    for (let row = 0; row < fold.length; row += 1) {
      if (fold[row] !== held) continue;
      const p = predict(model, columns.map((column) => column[row]!));
      deviance -= 2 * Math.log(Math.max(1e-9, training.won[row] ? p : 1 - p));
    }
    return deviance;
  });
}

function fit(chosen: readonly Feature[], { won }: Training, keep: (row: number) => boolean) {
  const among = <T extends Float64Array | Uint8Array>(column: T): T => column.filter((_, row) => keep(row)) as T;
  return logisticRegression({ columns: chosen.map((feature) => among(filled(feature))), outcome: among(won) }, { penalty, signs: chosen.map(() => 1) });
}

/** Missing points count as the middle of those that are there: for fitting only, a score spreads the weight instead. */
function filled({ points }: Feature): Float64Array {
  const known = points.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  return points.map((value) => (Number.isNaN(value) ? mean : value));
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Of the sum of the differences over folds. */
function standardErrorOfDifference(a: Float64Array, b: Float64Array): number {
  const differences = a.map((value, i) => value - b[i]!);
  const mean = sumOf(differences) / folds;
  return Math.sqrt((folds / (folds - 1)) * differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0));
}
