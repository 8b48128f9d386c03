import { inDays } from "../../lib/duration.ts";
import { effectiveShare, wilson } from "../../lib/statistics/proportion.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import { type Instant, dayMs } from "../../lib/zone.ts";
import { type HorizonRows, withinHorizon } from "../outcomes/observe.ts";
import { type Place, groupKey, widenings } from "./place.ts";
import type { BenchmarkSettings, Grouping } from "./settings.ts";
import type { PastStandings } from "./standings.ts";

/** An account of the past that looked as this one looks now. */
export interface LookAlike {
  readonly account: string;
  readonly at: Instant;
  /** Of the overall score then; NaN when it had none. */
  readonly score: number;
  /** Standard deviations that its metrics were away on average (root mean square). */
  readonly distance: number;
  /** What was known to have become of it within the time looked ahead. */
  readonly became: "lost" | "renewed" | "stayed";
}

/** How often customers were lost within the time looked ahead, with the interval of as many independent rows as they are worth. */
export interface LossRate {
  readonly rows: number;
  readonly accounts: number;
  readonly lost: number;
  readonly rate: Estimate;
}

export type LookAlikes =
  | { readonly kind: "found"; readonly days: number; readonly by: readonly Grouping[]; readonly nearest: readonly LookAlike[]; readonly alike: LossRate; readonly all: LossRate }
  | { readonly kind: "too_few"; readonly days: number; readonly rows: number; readonly needed: number };

/** The account that is compared, with its metric scores by id; those that are missing are left out. */
export interface Looking {
  readonly account: string;
  readonly place: Place;
  readonly metrics: ReadonlyMap<string, number>;
}

/** So many times as many standings must be there to choose from; else the nearest are just all there are. */
const choice = 3;

/** Of the metrics of an account so many must be known of a look-alike too. */
const knownShare = 0.5;

/**
 * The nearest standings of the past in the same group and what became of them within the time looked ahead. Only standings whose whole
 * future up to then is known count, and those of one account lie at least that time apart, so that no loss is counted twice.
 */
export function lookAlikes(past: PastStandings, { account, place, metrics }: Looking, settings: BenchmarkSettings): LookAlikes {
  const days = inDays(settings.look_ahead);
  const events = past.decisions.filter(({ lost }) => lost);
  const rows = othersOf(past, withinHorizon(past, past.spans, { horizonDays: days, knownTo: past.knownTo, events }), account);
  const needed = choice * settings.look_alikes;
  for (const by of widenings(settings.by)) {
    const own = rows.filter(({ cell }) => groupKey(past.places[cell] as Place, by) === groupKey(place, by));
    const measured = distances(past, own, metrics);
    if (measured.length < needed) continue;
    const nearest = measured.toSorted((one, other) => one.distance - other.distance).slice(0, settings.look_alikes);
    return { kind: "found", days, by, nearest: nearest.map((row) => lookAlike(past, row, days)), alike: lossRate(nearest), all: lossRate(own) };
  }
  return { kind: "too_few", days, rows: rows.length, needed };
}

interface Row {
  readonly cell: number;
  readonly account: number;
  readonly happened: number;
}

function othersOf({ accounts, places }: PastStandings, { cells, accounts: owners, happened }: HorizonRows, account: string): Row[] {
  const self = accounts.indexOf(account);
  return Array.from(cells, (cell, row) => ({ cell, account: owners[row] as number, happened: happened[row] as number })).filter((row) => row.account !== self && places[row.cell] !== undefined);
}

/** Rows with how far away they are; without those of which too little is known. A metric in which all are alike tells nothing. */
function distances({ scores, subjects }: PastStandings, rows: readonly Row[], metrics: Looking["metrics"]): (Row & { readonly distance: number })[] {
  const compared = [...metrics].flatMap(([id, own]) => {
    const slot = subjects.indexOf(id);
    const deviation = slot < 0 ? 0 : standardDeviation(rows.map(({ cell }) => scores[cell * subjects.length + slot] as number));
    return deviation > 0 ? [{ slot, own, deviation }] : [];
  });
  return rows.flatMap((row) => {
    const steps = compared.map(({ slot, own, deviation }) => ((scores[row.cell * subjects.length + slot] as number) - own) / deviation).filter((step) => !Number.isNaN(step));
    if (steps.length === 0 || steps.length < compared.length * knownShare) return [];
    return [{ ...row, distance: Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length) }];
  });
}

function standardDeviation(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < 2) return 0;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1));
}

function lossRate(rows: readonly Row[]): LossRate {
  const { successes, n } = rows.length === 0 ? { successes: 0, n: 0 } : effectiveShare(rows.map(({ happened }) => happened), rows.map(({ account }) => account));
  return { rows: rows.length, accounts: new Set(rows.map(({ account }) => account)).size, lost: rows.filter(({ happened }) => happened === 1).length, rate: wilson(successes, n) };
}

function lookAlike({ accounts, instants, scores, subjects, decisions }: PastStandings, { cell, account, happened, distance }: Row & { readonly distance: number }, days: number): LookAlike {
  const at = instants[cell % instants.length] as Instant;
  const id = accounts[account] as string;
  const renewed = decisions.some((decision) => decision.account === id && !decision.lost && decision.at > at && decision.at <= at + days * dayMs);
  return { account: id, at, score: scores[cell * subjects.length] as number, distance, became: happened === 1 ? "lost" : renewed ? "renewed" : "stayed" };
}
