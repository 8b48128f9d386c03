import { revenueAtRisk } from "../../insights/money/at-risk.ts";
import { yearsBefore } from "../../lib/month.ts";
import type { GoalMeasure } from "../../plans/company-goal.ts";
import type { Band } from "../../scores/bands.ts";
import { retentionIn, riskSubjectOf } from "../answers/revenue.ts";
import type { Scores } from "../answers/scores.ts";
import type { PlanStore } from "./plan-store.ts";
import type { Now } from "./planned-accounts.ts";

/** What every measure of a goal is now; null where it can't be told. */
export type Measures = Readonly<Record<GoalMeasure, number | null>>;

interface Asked {
  readonly store: PlanStore;
  readonly scores: Scores;
  readonly workspace: string;
  readonly now: Now;
}

/** Whose contracts changed is read from all of them, so retention may be so old. */
const retentionMs = 60_000;

const share = (part: number, whole: number): number | null => (whole > 0 && !Number.isNaN(part) ? part / whole : null);

export async function measuresNow({ store, scores, workspace, now }: Asked): Promise<Measures> {
  const rows = [...now.rows.values()];
  const inBand = (band: Band): number => rows.filter((row) => row.band === band).length;
  const scored = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  const planned = new Set((await store.list({ workspace, states: ["open"] })).map(({ account }) => account));
  const moment = await scores.moment(workspace, undefined);
  const compared = (await scores.compared(workspace, moment)).rows;
  const { all, atRisk } = revenueAtRisk([...compared].map(riskSubjectOf), now.pack.revenue, now.zone);
  const { gross, net } = await retentionNow(scores, workspace, moment);
  return {
    share_red: share(inBand("red"), rows.length),
    share_green: share(inBand("green"), rows.length),
    share_known: share(rows.length - inBand("unknown"), rows.length),
    mean_score: share(scored.reduce((sum, score) => sum + score, 0), scored.length),
    revenue_at_risk: share(atRisk.mrr, all.mrr),
    gross_retention: Number.isNaN(gross) ? null : gross,
    net_retention: Number.isNaN(net) ? null : net,
    red_with_plan: share(rows.filter(({ band, account }) => band === "red" && planned.has(account)).length, inBand("red")),
  };
}

/** Of the year before, as the revenue page tells it. */
function retentionNow(scores: Scores, workspace: string, moment: Awaited<ReturnType<Scores["moment"]>>): ReturnType<typeof retentionIn> {
  const { asOf } = moment;
  const period = { start: yearsBefore(asOf, 1, scores.pack.pack.timezone), end: asOf };
  return scores.answerOnce(workspace, { key: ["retention", null], moment, leastMs: retentionMs }, () => retentionIn(scores.ports, { workspace, scorer: scores.live.running.scorer, period }));
}
