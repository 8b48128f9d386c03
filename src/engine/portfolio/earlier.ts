import { type Instant, localMidnight, shiftDays } from "../../lib/zone.ts";
import type { SnapshotBatch } from "../ports.ts";
import type { PastScores } from "../written-past.ts";

/** Midnights that a line of the portfolio looks back on, the last one included. */
export const earlierDays = 90;
const [week, month] = [7, 30];
/** The places of a week ago and of a month ago among the midnights. */
const [weekAgo, monthAgo] = [earlierDays - 1 - week, earlierDays - 1 - month];

/** A score rounded to a byte; this one is none. */
export const noScore = 255;

/** How an account stood a month ago, as far as it takes to say what has moved its score since. */
export interface MonthAgo {
  readonly score: number;
  readonly computedScore: number;
  readonly mean: number;
  readonly model: string;
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

/** What earlier midnights say of one account. */
export interface Earlier {
  /** Rounded scores, the latest midnight last. */
  readonly sparkline: Uint8Array;
  /** Undefined when it had no score then. */
  readonly score7Days: number | undefined;
  readonly score30Days: number | undefined;
  readonly monthAgo: MonthAgo | undefined;
}

interface Noted {
  readonly sparkline: Uint8Array;
  score7Days: number | undefined;
  score30Days: number | undefined;
  monthAgo: MonthAgo | undefined;
}

/** The midnights before an instant, of all accounts; fed with snapshots as they are made or read. */
export class EarlierScores {
  /** The last local midnight that is not after the instant. */
  readonly lastMidnight: Instant;
  readonly #dayOf: ReadonlyMap<Instant, number>;
  readonly #noted = new Map<string, Noted>();

  constructor({ asOf, zone }: { readonly asOf: Instant; readonly zone: string }) {
    this.lastMidnight = localMidnight(asOf, zone);
    this.#dayOf = new Map(Array.from({ length: earlierDays }, (_, ago) => [shiftDays(this.lastMidnight, -ago, zone), earlierDays - 1 - ago]));
  }

  /** The first of the midnights. */
  get from(): Instant {
    return Math.min(...this.#dayOf.keys());
  }

  of(account: string): Earlier | undefined {
    return this.#noted.get(account);
  }

  note(batch: SnapshotBatch): void {
    for (let row = 0; row < batch.rows; row += 1) {
      const day = this.#dayOf.get(batch.asOf[row] as number);
      if (day === undefined) continue;
      const score = batch.score[row] as number;
      if (Number.isNaN(score)) continue;
      const noted = this.#notedOf(batch.accounts[batch.account[row] as number] as string);
      noteDay(noted, day, score);
      if (day === monthAgo) noted.monthAgo = monthAgoAt(batch, row);
    }
  }

  /** Scores alone: what else is told of a month ago comes with the whole midnight. */
  noteScores({ account, asOf, score }: PastScores): void {
    asOf.forEach((instant, at) => {
      const day = this.#dayOf.get(instant);
      const own = score[at] as number;
      if (day !== undefined && !Number.isNaN(own)) noteDay(this.#notedOf(account), day, own);
    });
  }

  forget(account: string): void {
    this.#noted.delete(account);
  }

  /** The midnight of a month ago. */
  get monthAgo(): Instant {
    return [...this.#dayOf].find(([, day]) => day === monthAgo)?.[0] as Instant;
  }

  #notedOf(account: string): Noted {
    let noted = this.#noted.get(account);
    if (!noted) this.#noted.set(account, (noted = { sparkline: new Uint8Array(earlierDays).fill(noScore), score7Days: undefined, score30Days: undefined, monthAgo: undefined }));
    return noted;
  }
}

function noteDay(noted: Noted, day: number, score: number): void {
  noted.sparkline[day] = Math.round(score);
  if (day === weekAgo) noted.score7Days = score;
  if (day === monthAgo) noted.score30Days = score;
}

function monthAgoAt(batch: SnapshotBatch, row: number): MonthAgo {
  const width = batch.metricValues.length / batch.rows;
  return {
    score: batch.score[row] as number,
    computedScore: batch.computedScore[row] as number,
    mean: batch.mean[row] as number,
    model: batch.models[batch.model[row] as number] as string,
    values: batch.metricValues.slice(row * width, (row + 1) * width),
    states: batch.metricStates.slice(row * width, (row + 1) * width),
  };
}
