import type { Instant } from "../lib/zone.ts";
import { type BandMemory, dwellLimit, nextBand } from "../scores/bands.ts";
import type { ScoreCard } from "../scores/card.ts";
import type { CompiledModel } from "../scores/core.ts";
import { isCovered } from "../scores/explain.ts";
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
  /** Of categories that the model of the moment lacks too: another model of the account may have them again. */
  #byId: Map<string, BandMemory | undefined> | undefined;
  readonly #limits: DwellLimits;
  readonly #reading = { score: 0, asOf: 0, dwellLimit: 0 };

  constructor(limits: DwellLimits) {
    this.#limits = limits;
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

  /** Categories keep their memory by id, whichever model they stand in. */
  #turnTo(model: CompiledModel): void {
    if (this.#model) {
      const byId = (this.#byId ??= new Map());
      this.#model.categories.forEach(({ id }, place) => byId.set(id, this.categories[place]));
    }
    this.categories = model.categories.map(({ id }) => this.#byId?.get(id));
    this.#model = model;
  }
}
