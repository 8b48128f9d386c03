import type { Random } from "../../lib/random.ts";
import { clusterBootstrap, percentileInterval } from "../../lib/statistics/bootstrap.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import { weightedShare, wilson } from "../../lib/statistics/proportion.ts";
import { eachTie, orderOf } from "../../lib/statistics/ranks.ts";
import { knownMrr } from "./bands.ts";
import { bandCodes, type ScoreRows } from "./rows.ts";

/** What one would have gained by looking at the worst scores first. */
export interface Ranking {
  /** Share lost among the tenth with the lowest scores, over the share lost among all. Interval by bootstrap over accounts. */
  readonly worstDecileLift: Estimate;
  /** Share of all that were lost found in that tenth. */
  readonly worstDecileRecall: Estimate;
  /** Share of the lost revenue that stood in red; in red or yellow. */
  readonly revenueCaughtRed: Estimate;
  readonly revenueCaughtYellow: Estimate;
}

const replicates = 500;

export function rankingOf(rows: ScoreRows, random: Random): Ranking {
  const ranked = rankedRows(rows);
  const once = new Float64Array(rows.accounts).fill(1);
  const drawn = clusterBootstrap((timesDrawn) => figures(ranked, timesDrawn), { clusters: rows.accounts, replicates, random });
  const [lift, recall] = figures(ranked, once).map((value, figure) => percentileInterval(value, drawn[figure]!, { clusters: rows.accounts }));
  return { worstDecileLift: lift!, worstDecileRecall: recall!, revenueCaughtRed: caught(rows, [bandCodes.red]), revenueCaughtYellow: caught(rows, [bandCodes.red, bandCodes.yellow]) };
}

function caught({ won, clusters, bands, decisions }: ScoreRows, among: readonly number[]): Estimate {
  const lost = Array.from(won, (_, row) => row).filter((row) => won[row] === 0);
  const { successes, n } = weightedShare({
    positive: lost.map((row) => (among.includes(bands[row]!) ? 1 : 0)),
    weights: lost.map((row) => knownMrr(decisions[row]!.mrr)),
    clusters: lost.map((row) => clusters[row]!),
  });
  return wilson(successes, n);
}

/** What is the same in each of the many times that accounts are drawn. */
interface RankedRows {
  /** Account, and whether it was lost, of each row in ascending order of score. */
  readonly clusters: Int32Array;
  readonly lost: Uint8Array;
  /** Where each run of equal scores ends. */
  readonly ends: readonly number[];
  /** Rows, and rows that were lost, of each account. */
  readonly rowsOf: Float64Array;
  readonly lostOf: Float64Array;
}

function rankedRows({ scores, won, clusters, accounts }: ScoreRows): RankedRows {
  const order = orderOf(scores);
  const ends: number[] = [];
  eachTie(scores, order, (_, to) => ends.push(to));
  const [rowsOf, lostOf] = [new Float64Array(accounts), new Float64Array(accounts)];
  clusters.forEach((account, row) => {
    rowsOf[account]! += 1;
    if (!won[row]) lostOf[account]! += 1;
  });
  return { clusters: Int32Array.from(order, (row) => clusters[row]!), lost: Uint8Array.from(order, (row) => (won[row] ? 0 : 1)), ends, rowsOf, lostOf };
}

/** Lift and recall of the worst tenth, each account weighted by how often it was drawn. */
function figures(rows: RankedRows, weights: Float64Array): [lift: number, recall: number] {
  let [total, lost] = [0, 0];
  for (let account = 0; account < weights.length; account += 1) {
    total += weights[account]! * rows.rowsOf[account]!;
    lost += weights[account]! * rows.lostOf[account]!;
  }
  const worst = lostAmongWorst(rows, weights, total / 10);
  return [worst / (total / 10) / (lost / total), worst / lost];
}

/** Weight of the lost among the worst scores that fit in `room`; of a run of equal scores that doesn't fit, its share. */
function lostAmongWorst({ clusters, lost, ends }: RankedRows, weights: Float64Array, room: number): number {
  let [left, found, place] = [room, 0, 0];
  for (let run = 0; run < ends.length && left > 0; run += 1) {
    let [weight, lostHere] = [0, 0];
    for (const end = ends[run]!; place < end; place += 1) {
      weight += weights[clusters[place]!]!;
      if (lost[place]) lostHere += weights[clusters[place]!]!;
    }
    found += weight > left ? (lostHere * left) / weight : lostHere;
    left -= weight;
  }
  return found;
}
