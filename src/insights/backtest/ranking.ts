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
  const order = orderOf(rows.scores);
  const once = new Float64Array(rows.accounts).fill(1);
  const drawn = clusterBootstrap((timesDrawn) => figures(rows, order, timesDrawn), { clusters: rows.accounts, replicates, random });
  const [lift, recall] = figures(rows, order, once).map((value, figure) => percentileInterval(value, drawn[figure]!, { clusters: rows.accounts }));
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

/** Lift and recall of the worst tenth, each account weighted by how often it was drawn. */
function figures(rows: ScoreRows, order: Uint32Array, weights: Float64Array): [lift: number, recall: number] {
  const { won, clusters } = rows;
  let [total, lost] = [0, 0];
  for (let row = 0; row < won.length; row += 1) {
    const weight = weights[clusters[row]!]!;
    total += weight;
    if (!won[row]) lost += weight;
  }
  const worst = lostAmongWorst(rows, order, { weights, room: total / 10 });
  return [worst / (total / 10) / (lost / total), worst / lost];
}

/** Weight of the lost among the worst scores that fit in `room`; of a run of equal scores that doesn't fit, its share. */
function lostAmongWorst(
  { won, clusters, scores }: Pick<ScoreRows, "won" | "clusters" | "scores">,
  order: Uint32Array,
  { weights, room }: { weights: Float64Array; room: number },
): number {
  let [left, found] = [room, 0];
  eachTie(scores, order, (from, to) => {
    if (left <= 0) return;
    let [weight, lost] = [0, 0];
    for (let place = from; place < to; place += 1) {
      const row = order[place]!;
      weight += weights[clusters[row]!]!;
      if (!won[row]) lost += weights[clusters[row]!]!;
    }
    found += weight > left ? (lost * left) / weight : lost;
    left -= weight;
  });
  return found;
}
