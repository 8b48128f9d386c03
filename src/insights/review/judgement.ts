import { type Auc, aucDifference, aucOf, placements } from "../../lib/statistics/auc.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import { effectiveShare, wilson } from "../../lib/statistics/proportion.ts";
import type { Instant } from "../../lib/zone.ts";
import { bandCodes, type ScoreRows } from "../backtest/rows.ts";

/** How a person's judgement and the model stood to each other. */
export const standpoints = ["people_worse", "people_better", "agreed"] as const;
export type Standpoint = (typeof standpoints)[number];

export interface DisagreementGroup {
  readonly standpoint: Standpoint;
  readonly n: number;
  readonly lost: number;
  readonly lossRate: Estimate;
}

/** One decision before which the two disagreed. */
export interface Disagreement {
  readonly account: string;
  readonly at: Instant;
  readonly standpoint: Exclude<Standpoint, "agreed">;
  readonly lost: boolean;
  readonly mrr: number;
}

/** People against the model, where both had said something. */
export interface JudgedJudgement {
  readonly rows: number;
  readonly people: Auc;
  readonly model: Auc;
  /** People less model, over the same rows. */
  readonly difference: Estimate & { readonly p: number };
  readonly groups: readonly DisagreementGroup[];
  /** Those before losses first, then by revenue. */
  readonly disagreements: readonly Disagreement[];
  readonly verdict: "people" | "model" | "neither_surely" | "not_enough";
}

const fewestOfEach = 10;

/**
 * Were people or the model right? `rows` are those of a model without people's judgement, so that nobody is compared with himself; `pulses` are
 * 100, 50 and 0 for green, yellow and red in the cells of the history, NaN where nobody had judged or the judgement had aged out.
 */
export function judgeJudgement(rows: ScoreRows, pulses: Float64Array): JudgedJudgement {
  const both = Array.from(rows.cells, (_, row) => row).filter((row) => !Number.isNaN(pulses[rows.cells[row]!]!) && rows.bands[row] !== bandCodes.unknown);
  const pick = (column: ArrayLike<number>): number[] => both.map((row) => column[row]!);
  const common = { positive: pick(rows.won), clusters: pick(rows.clusters), strata: pick(rows.quarters) };
  const people = placements({ ...common, values: both.map((row) => pulses[rows.cells[row]!]!) });
  const model = placements({ ...common, values: pick(rows.scores) });
  const standing = both.map((row) => ({ row, standpoint: standpointOf(pulses[rows.cells[row]!]!, rows.bands[row]!) }));
  const [ofPeople, ofModel, difference] = [aucOf(people), aucOf(model), aucDifference(people, model)];
  const enough = Math.min(ofPeople.positives, ofPeople.negatives) >= fewestOfEach;
  return {
    rows: both.length,
    people: ofPeople,
    model: ofModel,
    difference,
    groups: standpoints.map((standpoint) => groupOf(standpoint, rows, standing.filter((one) => one.standpoint === standpoint).map(({ row }) => row))),
    disagreements: standing.flatMap(({ row, standpoint }) => (standpoint === "agreed" ? [] : [disagreementAt(rows, row, standpoint)])).toSorted((one, other) => Number(other.lost) - Number(one.lost) || finite(other.mrr) - finite(one.mrr)),
    verdict: !enough ? "not_enough" : difference.low > 0 ? "people" : difference.high < 0 ? "model" : "neither_surely",
  };
}

/** A pulse of green, yellow and red against the same bands of the model. */
function standpointOf(pulse: number, band: number): Standpoint {
  const judged = pulse >= 75 ? bandCodes.green : pulse >= 25 ? bandCodes.yellow : bandCodes.red;
  return judged < band ? "people_worse" : judged > band ? "people_better" : "agreed";
}

function groupOf(standpoint: Standpoint, rows: ScoreRows, own: readonly number[]): DisagreementGroup {
  const lost = own.filter((row) => rows.won[row] === 0).length;
  const share = own.length === 0 ? { successes: 0, n: 0 } : effectiveShare(own.map((row) => 1 - rows.won[row]!), own.map((row) => rows.clusters[row]!));
  return { standpoint, n: own.length, lost, lossRate: wilson(share.successes, share.n) };
}

function disagreementAt({ decisions }: ScoreRows, row: number, standpoint: Disagreement["standpoint"]): Disagreement {
  const { account, at, lost, mrr } = decisions[row]!;
  return { account, at, standpoint, lost, mrr };
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
