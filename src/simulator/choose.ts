import type { Random } from "../lib/random.ts";

/** One of the keys, each as likely as its weight says. */
export function chosen<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = random.unit() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  throw new RangeError("nothing to choose from");
}

export const clamped = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

export const rounded = (value: number, digits: number): number => {
  const factor = 10 ** digits;
  return Math.round(value * factor) / factor;
};
