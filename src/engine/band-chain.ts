import type { Instant } from "../lib/zone.ts";
import { type BandMemory, dwellLimit, nextBand } from "../scores/bands.ts";
import type { ScoreCard } from "../scores/card.ts";
import type { CompiledModel } from "../scores/core.ts";
import { type Remembered, isCovered } from "../scores/explain.ts";
import type { CompiledCategory } from "../scores/mean.ts";
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
  /** In the order of the model that stepped last; a category without a past is undefined until then. */
  categories: (BandMemory | undefined)[] = [];
  #model: CompiledModel | undefined;
  readonly #begin: Remembered;
  readonly #limits: DwellLimits;
  readonly #reading = { score: 0, asOf: 0, dwellLimit: 0 };

  /** Begins with what the midnight before the first step left; with nothing where the account's first event comes after it. */
  constructor(limits: DwellLimits, begin: Remembered = {}) {
    this.#limits = limits;
    this.#begin = begin;
    this.overall = begin.overall;
  }

  /** Steps to the next midnight with the scores of a card. */
  step(model: CompiledModel, card: ScoreCard, { asOf, instant }: { asOf: Instant; instant: number }): BandMemory {
    if (model !== this.#model) this.#turnTo(model);
    const reading = this.#reading;
    reading.asOf = asOf;
    reading.dwellLimit = this.#limits.at(model.model.bands, instant);
    for (let place = 0; place < model.categories.length; place += 1) {
      reading.score = isCovered(card.categoryCoverage[place] as number, model) ? (card.categoryScores[place] as number) : Number.NaN;
      this.categories[place] = nextBand(this.categories[place], reading, (model.categories[place] as CompiledCategory).bands);
    }
    reading.score = isCovered(card.coverage, model) ? card.score : Number.NaN;
    this.overall = nextBand(this.overall, reading, model.model.bands);
    return this.overall;
  }

  /** Categories keep their memory by id, whichever model they stand in; one that the midnight before lacked has none. */
  #turnTo(model: CompiledModel): void {
    const last = this.#model;
    const before = last ? new Map(last.categories.map(({ id }, place) => [id, this.categories[place]])) : this.#begin.categories;
    this.categories = model.categories.map(({ id }) => before?.get(id));
    this.#model = model;
  }
}
