import { before } from "../lib/duration.ts";
import type { Instant } from "../lib/zone.ts";
import type { BandThresholds, Bands } from "./schema.ts";

/** From the least to the best. A band's place is its code in columns of bytes. */
export const bands = ["unknown", "red", "yellow", "green"] as const;
export type Band = (typeof bands)[number];

/** The band of a score by its thresholds alone; NaN, a score that can't be told, is unknown. */
export function bandOf(score: number, { red_below, yellow_below }: Pick<Bands, "red_below" | "yellow_below">): Band {
  if (Number.isNaN(score)) return "unknown";
  if (score < red_below) return "red";
  return score < yellow_below ? "yellow" : "green";
}

/** A band and the local midnight at which it was taken: all that is remembered from one midnight to the next. */
export interface BandMemory {
  readonly band: Band;
  readonly since: Instant;
}

/** What a band is decided from at an instant. */
export interface BandReading {
  /** NaN when nothing is present or coverage is under the floor. */
  readonly score: number;
  readonly asOf: Instant;
  /** A band taken by then has lasted its dwell; see {@link dwellLimit}. */
  readonly dwellLimit: Instant;
}

/**
 * The band at an instant, given the one remembered from the previous local midnight.
 *
 * Hysteresis: a score changes the band only when it would do so even if it were moved back towards the remembered
 * band by `hysteresis` points; it then takes the band of the score so moved. Dwell: until the remembered band has
 * lasted, it stays. Neither holds back `unknown`, and after `unknown` the thresholds alone decide.
 * Returns `previous` itself when the band stays, so a chain of midnights allocates only on change.
 */
export function nextBand(previous: BandMemory | undefined, { score, asOf, dwellLimit }: BandReading, thresholds: Bands): BandMemory {
  const plain = bandOf(score, thresholds);
  if (previous === undefined) return { band: plain, since: asOf };
  if (plain === previous.band) return previous;
  if (plain === "unknown" || previous.band === "unknown") return { band: plain, since: asOf };
  if (previous.since > dwellLimit) return previous;
  const better = bands.indexOf(plain) > bands.indexOf(previous.band);
  const damped = bandOf(better ? score - thresholds.hysteresis : score + thresholds.hysteresis, thresholds);
  const changed = better ? bands.indexOf(damped) > bands.indexOf(previous.band) : bands.indexOf(damped) < bands.indexOf(previous.band);
  return changed ? { band: damped, since: asOf } : previous;
}

/** The latest instant at which a band may have been taken to have lasted its dwell at `asOf`. */
export function dwellLimit(asOf: Instant, { dwell }: Pick<Bands, "dwell">, zone: string): Instant {
  return before(asOf, dwell, zone);
}

/** Thresholds with those that they inherit, damped like the overall score: what categories are judged by. */
export function withOwnBands(model: Bands, own: BandThresholds | undefined): Bands {
  return { ...model, red_below: own?.red_below ?? model.red_below, yellow_below: own?.yellow_below ?? model.yellow_below };
}
