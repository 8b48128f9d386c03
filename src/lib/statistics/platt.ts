import { clusterCovariance, logisticRegression, probability } from "./logistic.ts";
import { type Estimate, zOf } from "./interval.ts";

/** Log odds as a straight line in the score, with what is needed for its interval. */
export interface PlattScale {
  readonly intercept: number;
  readonly slope: number;
  readonly interval: (score: number, level?: number) => Estimate;
}

/**
 * Platt scaling (Platt 1999): a logistic regression of the outcome on the score, with his smoothed targets, so that a perfect
 * separation doesn't end in certainty. The interval is the delta method's over clusters.
 */
export function plattScale(sample: { scores: ArrayLike<number>; outcome: ArrayLike<number>; clusters: ArrayLike<number> }): PlattScale {
  let positives = 0;
  for (let i = 0; i < sample.outcome.length; i += 1) positives += sample.outcome[i]!;
  const negatives = sample.outcome.length - positives;
  const [yes, no] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  const input = { columns: [sample.scores], outcome: Float64Array.from(sample.outcome, (happened) => (happened ? yes : no)) };
  const model = logisticRegression(input);
  const covariance = clusterCovariance(input, model, { clusters: sample.clusters });
  const [mean, deviation] = [model.means[0]!, model.deviations[0]!];
  const interval = (score: number, level = 0.95): Estimate => {
    const x = (score - mean) / deviation;
    const eta = model.standardised[0]! + model.standardised[1]! * x;
    const reach = zOf(level) * Math.sqrt(covariance[0]![0]! + 2 * x * covariance[0]![1]! + x * x * covariance[1]![1]!);
    return { value: probability(eta), low: probability(eta - reach), high: probability(eta + reach) };
  };
  return { intercept: model.intercept, slope: model.coefficients[0]!, interval };
}
