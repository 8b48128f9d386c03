import { kaplanMeier } from "../../lib/statistics/kaplan-meier.ts";
import { dayMs } from "../../lib/zone.ts";
import type { Dip } from "./dips.ts";

/** How long something takes from the dip on. Who isn't there yet counts for as long as it was watched. */
export interface Took {
  /** Of how many it happened. */
  readonly happened: number;
  /** Days after which it had happened for half; null where it never comes to half. */
  readonly medianDays: number | null;
  /** With 95 % confidence; null where the data doesn't bound it. */
  readonly low: number | null;
  readonly high: number | null;
  /** Share of which it had happened within a week; null without dips. */
  readonly withinWeek: number | null;
}

export interface ResponseTimes {
  readonly dips: number;
  readonly response: Took;
  readonly recovery: Took;
  /** Over without anything that was recorded. */
  readonly byThemselves: number;
}

interface Span {
  readonly days: number;
  readonly happened: boolean;
}

const week = 7;
const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Kaplan and Meier's estimate: a mean of what is finished would leave out those that take longest. */
function tookOf(spans: readonly Span[]): Took {
  const { events, median, steps } = kaplanMeier({ durations: spans.map(({ days }) => days), events: spans.map(({ happened }) => Number(happened)) });
  const left = steps.findLast(({ time }) => time <= week)?.survival ?? 1;
  return { happened: events, medianDays: orNull(median.value), low: orNull(median.low), high: orNull(median.high), withinWeek: spans.length === 0 ? null : 1 - left };
}

export const responseDays = ({ at, response }: Pick<Dip, "at" | "response">): number | null => (response ? (response.at - at) / dayMs : null);
export const recoveryDays = ({ at, recoveredAt }: Pick<Dip, "at" | "recoveredAt">): number | null => (recoveredAt === undefined ? null : (recoveredAt - at) / dayMs);

/**
 * Times of some dips. Whoever recovers before anything was done can't be responded to any more: its wait ends there without a
 * response, as one that isn't over yet does.
 */
export function responseTimes(dips: readonly Dip[]): ResponseTimes {
  const waits = dips.map((dip): Span => ({ days: responseDays(dip) ?? ((dip.recoveredAt ?? dip.watchedUntil) - dip.at) / dayMs, happened: dip.response !== undefined }));
  const recoveries = dips.map((dip): Span => ({ days: recoveryDays(dip) ?? (dip.watchedUntil - dip.at) / dayMs, happened: dip.recoveredAt !== undefined }));
  return { dips: dips.length, response: tookOf(waits), recovery: tookOf(recoveries), byThemselves: dips.filter(({ response, recoveredAt }) => response === undefined && recoveredAt !== undefined).length };
}
