import type { Answer, Asked } from "../../contract/routes.ts";
import { bands } from "../../scores/bands.ts";
import { isoOf, moneyOf } from "./present.ts";
import type { Scores } from "./scores.ts";

/** How accounts spread over the bands at every midnight of the year before, under the version that runs now. */
export async function getTrend(scores: Scores, workspace: string, { asOf: asked }: Asked<"getTrend">): Promise<Answer<"getTrend">> {
  const moment = await scores.moment(workspace, asked);
  const { asOf, trend } = await scores.everybody(workspace, moment);
  const days = trend?.days() ?? [];
  return {
    asOf: isoOf(asOf),
    version: scores.live.running.version,
    note: moment.note,
    days: days.map((day) => ({ asOf: isoOf(day.asOf), bands: bands.toReversed().map((band) => ({ band, accounts: day.accounts[band], mrr: moneyOf(day.mrr[band], scores.pack) })) })),
  };
}
