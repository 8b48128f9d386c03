import type { Answer, Asked } from "../../contract/routes.ts";
import { MetricSpread, type LopsidedMetric } from "../../insights/spread/lopsided-metrics.ts";
import { type SegmentSpread, type SpreadSubject, scoresByTens, spreadBySegment } from "../../insights/spread/spread.ts";
import type { SuggestedBands } from "../../insights/spread/suggest-bands.ts";
import { metricName, segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { type Band, bands } from "../../scores/bands.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import type { ScoredAccount } from "../score-now.ts";
import { nearest } from "./portfolio.ts";
import { isoOf, measuredOf, moneyOf, moneyOrNull, pointsOf, pointsOrNull, shareOf } from "./present.ts";
import type { Scores } from "./scores.ts";
import { spreadAnswer, unknownGroups } from "./summary.ts";

type SpreadAnswer = Answer<"getSpread">;

/** Everybody is scored anew for it; while scores move all the time the answer may be so old. */
const leastMs = 60_000;

export async function getSpread(scores: Scores, workspace: string, { asOf: asked }: Asked<"getSpread">): Promise<SpreadAnswer> {
  const moment = await scores.moment(workspace, asked);
  return await scores.answerOnce(workspace, { key: ["spread"], moment, leastMs }, async () => {
    const { asOf, rows } = await scores.everybody(workspace, moment);
    const [metrics, subjects] = [new MetricSpread(), new Array<SpreadSubject>()];
    for await (const accounts of scores.wholeCustomers(workspace, moment)) {
      for (const scored of accounts) {
        metrics.note(scored.snapshot.metrics);
        subjects.push(spreadSubjectOf(scored));
      }
    }
    return { asOf: isoOf(asOf), version: scores.live.running.version, note: moment.note, ...presentSpread({ pack: scores.pack, subjects, lopsided: metrics.lopsided(), rows: [...rows] }) };
  });
}

/** A score that rests on too little is none here. */
export const spreadSubjectOf = ({ snapshot, standing }: ScoredAccount): SpreadSubject => ({
  band: snapshot.band,
  score: snapshot.unknown ? null : snapshot.computed.score,
  segments: snapshot.segments,
  mrr: standing.mrr,
});

export interface SpreadFound {
  readonly pack: Pack;
  readonly subjects: readonly SpreadSubject[];
  readonly lopsided: readonly LopsidedMetric[];
  readonly rows: readonly PortfolioRow[];
}

const mostNear = 100;

export function presentSpread({ pack, subjects, lopsided, rows }: SpreadFound): Omit<SpreadAnswer, "asOf" | "version" | "note"> {
  const { red_below: redBelow, yellow_below: yellowBelow } = pack.model.bands;
  return {
    limits: { redBelow, yellowBelow },
    segments: spreadBySegment(subjects, Object.keys(pack.segments)).map((segment) => presentSegment(segment, pack)),
    scores: scoresByTens(subjects).map((part) => ({ ...part })),
    lopsidedMetrics: lopsided.map(({ metric, quartiles: [low, middle, high], weight, share, ...rest }) => ({
      ...rest, metric, name: metricName(pack, metric), weight: shareOf(weight), share: shareOf(share),
      quartiles: [measuredOf(pack, metric, { value: low }), measuredOf(pack, metric, { value: middle }), measuredOf(pack, metric, { value: high })],
    })),
    nearlyThere: (["yellow", "red"] as const).map((band) => nearIn(band, rows, pack)),
    unknown: unknownGroups(rows, pack),
    definitions: [...spreadInWords],
  };
}

function nearIn(band: Band, rows: readonly PortfolioRow[], pack: Pack): SpreadAnswer["nearlyThere"][number] {
  const near = rows.filter((row) => row.band === band && row.nextUp !== undefined).sort(nearest);
  return {
    band,
    total: near.length,
    accounts: near.slice(0, mostNear).flatMap(({ account, name, stage, owner, mrr, score, nextUp }) =>
      nextUp ? [{ account, name, stageName: stage === null ? null : stageName(pack, stage), owner, mrr: moneyOrNull(mrr, pack), score: pointsOrNull(score), next: nextUp.band, points: pointsOf(nextUp.points) }] : [],
    ),
  };
}

/** What an even spread is good for, and what not. */
export const spreadInWords: readonly string[] = [
  "An even spread is the baseline when bands are set. Fewer accounts at risk later is a goal of the company, and no reason to move bands.",
  "Whether a band tells who leaves is another question, which the backtest answers.",
];

function presentSegment({ segment, distribution, mrr, spread, suggested }: SegmentSpread, pack: Pack): SpreadAnswer["segments"][number] {
  return {
    segment,
    name: segment === null ? "All accounts" : segmentName(pack, segment),
    accounts: distribution.total,
    bands: bands.toReversed().map((band) => ({ band, accounts: distribution.counts[band], share: distribution.shares[band], mrr: moneyOf(mrr[band], pack) })),
    spread: spreadAnswer(spread),
    suggested: presentSuggested(suggested),
  };
}

function presentSuggested(suggested: SuggestedBands): SpreadAnswer["segments"][number]["suggested"] {
  if (suggested.kind !== "bands") return { ...suggested };
  const { red, yellow, green } = suggested.distribution.shares;
  return { kind: "bands", redBelow: suggested.red_below, yellowBelow: suggested.yellow_below, shares: { red, yellow, green } };
}
