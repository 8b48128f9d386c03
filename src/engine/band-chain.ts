import type { Instant } from "../lib/zone.ts";
import { type BandMemory, dwellLimit, nextBand } from "../scores/bands.ts";
import type { ScoreCard } from "../scores/card.ts";
import type { CompiledModel } from "../scores/core.ts";
import { isCovered } from "../scores/explain.ts";
import type { Bands } from "../scores/schema.ts";

/** How long bands must have lasted, for each model and instant: the same for all accounts, so it is found once. */
export class DwellLimits {
  readonly #limits = new Map<Bands, Float64Array>();
  readonly #instants: readonly Instant[];
  readonly #zone: string;

  constructor(instants: readonly Instant[], zone: string) {
    this.#instants = instants;
    this.#zone = zone;
  }

  at(bands: Bands, instant: number): Instant {
    let limits = this.#limits.get(bands);
    if (!limits) {
      limits = Float64Array.from(this.#instants, (asOf) => dwellLimit(asOf, bands, this.#zone));
      this.#limits.set(bands, limits);
    }
    return limits[instant] as number;
  }
}

/** The bands of one account from midnight to midnight: each remembers only the one before. */
export class BandChain {
  overall: BandMemory | undefined;
  readonly categories = new Map<string, BandMemory>();
  readonly #limits: DwellLimits;
  readonly #reading = { score: 0, asOf: 0, dwellLimit: 0 };

  constructor(limits: DwellLimits) {
    this.#limits = limits;
  }

  /** Steps to the next midnight with the scores of a card. */
  step(model: CompiledModel, card: ScoreCard, { asOf, instant }: { asOf: Instant; instant: number }): BandMemory {
    const reading = this.#reading;
    reading.asOf = asOf;
    reading.dwellLimit = this.#limits.at(model.model.bands, instant);
    model.categories.forEach(({ id, bands }, place) => {
      reading.score = isCovered(card.categoryCoverage[place] as number, model) ? (card.categoryScores[place] as number) : Number.NaN;
      this.categories.set(id, nextBand(this.categories.get(id), reading, bands));
    });
    reading.score = isCovered(card.coverage, model) ? card.score : Number.NaN;
    this.overall = nextBand(this.overall, reading, model.model.bands);
    return this.overall;
  }
}
