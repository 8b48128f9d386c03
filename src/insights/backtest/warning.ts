import type { Estimate } from "../../lib/statistics/interval.ts";
import { wilson } from "../../lib/statistics/proportion.ts";
import { quantiles } from "../../lib/statistics/quantiles.ts";
import { dayMs, type Instant } from "../../lib/zone.ts";
import type { Decision } from "../outcomes/observe.ts";
import { bandCodes, type ScoreHistory } from "./rows.ts";

/** How long before a loss the score stood at a band or worse. */
export interface Warning {
  /** Share of losses before which it did at all, within `lookBackDays`. */
  readonly warned: Estimate;
  /** Days from the first time within the look back; quartiles over the warned. */
  readonly first: readonly [number, number, number];
  /** Share of losses that it still stood there at the end, and the days without a break until then. */
  readonly lasting: Estimate;
  readonly unbroken: readonly [number, number, number];
}

const lookBackDays = 365;

/** The warning that yellow or red gave, and that red gave, before each loss. Instants without a band neither warn nor break. */
export function warnings(history: ScoreHistory, lost: readonly Decision[]): { readonly yellow: Warning; readonly red: Warning } {
  const places = new Map(history.accounts.map((account, index) => [account, index]));
  const runs = lost.map((decision) => bandsBefore(history, places.get(decision.account), decision)).filter((bands) => bands.length > 0);
  return { yellow: warningOf(runs, bandCodes.yellow), red: warningOf(runs, bandCodes.red) };
}

interface Stand {
  readonly days: number;
  readonly band: number;
}

/** Known bands of the year before a decision while the account was a customer, oldest first. */
function bandsBefore(history: ScoreHistory, place: number | undefined, { at, since }: Decision): Stand[] {
  if (place === undefined) return [];
  const from: Instant = Math.max(since, at - lookBackDays * dayMs);
  return history.instants.flatMap((instant, column) => {
    const band = history.bands[place * history.instants.length + column]!;
    return instant >= from && instant < at && band !== bandCodes.unknown ? [{ days: (at - instant) / dayMs, band }] : [];
  });
}

function warningOf(runs: readonly (readonly Stand[])[], worst: number): Warning {
  const first = runs.flatMap((bands) => bands.find(({ band }) => band <= worst)?.days ?? []);
  const unbroken = runs.flatMap((bands) => {
    const fine = bands.findLastIndex(({ band }) => band > worst);
    return bands[fine + 1]?.days ?? [];
  });
  return { warned: wilson(first.length, runs.length), first: quartiles(first), lasting: wilson(unbroken.length, runs.length), unbroken: quartiles(unbroken) };
}

const quartiles = (days: readonly number[]): [number, number, number] => quantiles(days, [0.25, 0.5, 0.75]) as [number, number, number];

/** The scores of a lost customer over the year before, to be looked at side by side. */
export interface LostHistory {
  readonly account: string;
  readonly at: Instant;
  readonly mrr: number;
  readonly points: readonly { readonly instant: Instant; readonly score: number; readonly band: number }[];
}

export function lostHistories(history: ScoreHistory, decisions: readonly Decision[]): LostHistory[] {
  const places = new Map(history.accounts.map((account, index) => [account, index]));
  return decisions.filter((decision) => decision.lost).map(({ account, at, mrr, since }) => {
    const row = (places.get(account) ?? -1) * history.instants.length;
    const from = Math.max(since, at - lookBackDays * dayMs);
    const points = row < 0 ? [] : history.instants.flatMap((instant, column) =>
      instant >= from && instant <= at ? [{ instant, score: history.scores[row + column]!, band: history.bands[row + column]! }] : [],
    );
    return { account, at, mrr, points };
  });
}
