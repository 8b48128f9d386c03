import { type Band, bands } from "./bands.ts";
import { type Distribution, distributionOf } from "./portfolio.ts";

/** An account as one definition of health sees it at an instant. */
export interface Judged {
  readonly account: string;
  readonly name: string;
  readonly score: number | null;
  readonly band: Band;
  /** Percent of the weight that rests on present values. */
  readonly coverage: number;
  /** Monthly recurring revenue; null when it isn't known. */
  readonly mrr: number | null;
}

/** An account that another definition puts in another band. */
export interface BandMove {
  readonly account: string;
  readonly name: string;
  readonly mrr: number | null;
  readonly from: Band;
  readonly to: Band;
  readonly scoreBefore: number | null;
  readonly scoreAfter: number | null;
}

/** All that go from one band to the same other one. Revenue that isn't known counts as none. */
export interface MoveGroup {
  readonly from: Band;
  readonly to: Band;
  readonly accounts: number;
  readonly mrr: number;
}

/** What a change of something does to accounts: for how many it rises, falls and stays. */
export interface Shift {
  readonly rises: number;
  readonly falls: number;
  readonly stays: number;
  /** Means over all accounts that have a value before and after; null when there are none. */
  readonly before: number | null;
  readonly after: number | null;
}

/** What would be different if the same accounts were judged otherwise at the same instant. */
export interface Rejudged {
  readonly accounts: number;
  readonly mrr: number;
  /** By revenue, the most first; then by account. */
  readonly moves: readonly BandMove[];
  /** From the worst band on, and from each to the worst first; only those in which there is somebody. */
  readonly groups: readonly MoveGroup[];
  readonly before: Distribution;
  readonly after: Distribution;
  readonly score: Shift;
  readonly coverage: Shift;
}

/** Compares two definitions over the accounts that both judged. Differences under a billionth are none. */
export function rejudge(before: readonly Judged[], after: readonly Judged[]): Rejudged {
  const now = new Map(after.map((judged) => [judged.account, judged]));
  const pairs = before.flatMap((old): Pair[] => {
    const found = now.get(old.account);
    return found ? [{ before: old, after: found }] : [];
  });
  const moves = pairs.flatMap((pair) => moveOf(pair) ?? []).sort((one, other) => (other.mrr ?? 0) - (one.mrr ?? 0) || (one.account < other.account ? -1 : 1));
  return {
    accounts: pairs.length,
    mrr: pairs.reduce((sum, pair) => sum + (pair.after.mrr ?? 0), 0),
    moves,
    groups: groupsOf(moves),
    before: distributionOf(pairs.map((pair) => pair.before.band)),
    after: distributionOf(pairs.map((pair) => pair.after.band)),
    score: shiftOf(pairs, ({ score }) => score),
    coverage: shiftOf(pairs, ({ coverage }) => coverage),
  };
}

interface Pair {
  readonly before: Judged;
  readonly after: Judged;
}

function moveOf({ before, after }: Pair): BandMove | undefined {
  if (before.band === after.band) return undefined;
  return { account: after.account, name: after.name, mrr: after.mrr, from: before.band, to: after.band, scoreBefore: before.score, scoreAfter: after.score };
}

function groupsOf(moves: readonly BandMove[]): MoveGroup[] {
  return bands.flatMap((from) => bands.map((to) => ({ from, to, own: moves.filter((move) => move.from === from && move.to === to) })))
    .filter(({ own }) => own.length > 0)
    .map(({ from, to, own }) => ({ from, to, accounts: own.length, mrr: own.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0) }));
}

/** Sums of the same weights in another order differ in their last digits. */
const noise = 1e-9;

function shiftOf(pairs: readonly Pair[], valueOf: (judged: Judged) => number | null): Shift {
  const values = pairs.flatMap(({ before, after }) => {
    const [old, now] = [valueOf(before), valueOf(after)];
    return old === null || now === null ? [] : [[old, now] as const];
  });
  const rises = values.filter(([old, now]) => now - old > noise).length;
  const falls = values.filter(([old, now]) => old - now > noise).length;
  const mean = (place: 0 | 1): number | null => (values.length === 0 ? null : values.reduce((sum, pair) => sum + pair[place], 0) / values.length);
  return { rises, falls, stays: values.length - rises - falls, before: mean(0), after: mean(1) };
}
