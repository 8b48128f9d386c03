import { type Instant, localMidnight, shiftDays } from "../../lib/zone.ts";
import { type Band, bands } from "../../scores/bands.ts";
import type { SnapshotBatch } from "../ports.ts";
import type { BandCount } from "../written-past.ts";

/** How customers spread over the bands at one local midnight. */
export interface TrendDay {
  readonly asOf: Instant;
  readonly accounts: Readonly<Record<Band, number>>;
  /** In the pack's currency a month. */
  readonly mrr: Readonly<Record<Band, number>>;
}

/** Midnights that are looked back on: a year, and the day that it is compared with. */
export const trendDays = 366;

/** Counts bands at the midnights before an instant, as snapshots are made. */
export class BandTrend {
  readonly #midnights: readonly Instant[];
  readonly #dayOf: ReadonlyMap<Instant, number>;
  readonly #accounts = new Float64Array(trendDays * bands.length);
  readonly #mrr = new Float64Array(trendDays * bands.length);

  constructor({ asOf, zone }: { readonly asOf: Instant; readonly zone: string }) {
    const last = localMidnight(asOf, zone);
    this.#midnights = Array.from({ length: trendDays }, (_, day) => shiftDays(last, day + 1 - trendDays, zone));
    this.#dayOf = new Map(this.#midnights.map((midnight, day) => [midnight, day]));
  }

  note({ rows, asOf, band, mrr }: Pick<SnapshotBatch, "rows" | "asOf" | "band" | "mrr">): void {
    for (let row = 0; row < rows; row += 1) {
      const day = this.#dayOf.get(asOf[row] as number);
      if (day === undefined) continue;
      const at = day * bands.length + (band[row] as number);
      this.#accounts[at] = (this.#accounts[at] as number) + 1;
      const own = mrr[row] as number;
      if (!Number.isNaN(own)) this.#mrr[at] = (this.#mrr[at] as number) + own;
    }
  }

  /** What was counted elsewhere. */
  add({ asOf, band, accounts, mrr }: BandCount): void {
    const day = this.#dayOf.get(asOf);
    if (day === undefined) return;
    const at = day * bands.length + bands.indexOf(band);
    this.#accounts[at] = (this.#accounts[at] as number) + accounts;
    this.#mrr[at] = (this.#mrr[at] as number) + mrr;
  }

  /** The first of the midnights. */
  get from(): Instant {
    return this.#midnights[0] as Instant;
  }

  /** Ascending, from the first midnight on which anybody was a customer. */
  days(): TrendDay[] {
    const days = this.#midnights.map((asOf, day) => ({ asOf, accounts: byBand(this.#accounts, day), mrr: byBand(this.#mrr, day) }));
    const first = days.findIndex(({ accounts }) => bands.some((band) => accounts[band] > 0));
    return first < 0 ? [] : days.slice(first);
  }
}

function byBand(values: Float64Array, day: number): Record<Band, number> {
  const at = (band: Band): number => values[day * bands.length + bands.indexOf(band)] as number;
  return { unknown: at("unknown"), red: at("red"), yellow: at("yellow"), green: at("green") };
}
