import type { Answer, Asked } from "../../contract/routes.ts";
import { funnelOf } from "../../journey/funnel.ts";
import type { Line } from "../../journey/schema.ts";
import { inDays } from "../../lib/duration.ts";
import { quantiles } from "../../lib/statistics/quantiles.ts";
import { inWords } from "../../lib/words.ts";
import { stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Travel } from "../portfolio/travel.ts";
import { isoOf, moneyOf } from "./present.ts";
import type { Scores } from "./scores.ts";
import { type JourneyFilter, type Placed, placedOf, travellersOf } from "./travellers.ts";

type JourneyAnswer = Answer<"getJourney">;
type BoardLine = JourneyAnswer["lines"][number];

export async function getJourney(scores: Scores, workspace: string, { asOf: asked, ...filter }: Asked<"getJourney">): Promise<JourneyAnswer> {
  const moment = await scores.moment(workspace, asked);
  const { asOf, travels } = await scores.everybody(workspace, moment);
  return { asOf: isoOf(asOf), version: scores.live.running.version, note: moment.note, ...presentJourney(travels, filter, scores.pack) };
}

/** The board of everybody, and a page of those that are asked for. */
export function presentJourney(travels: Iterable<Travel>, filter: JourneyFilter, pack: Pack): Omit<JourneyAnswer, "asOf" | "version" | "note"> {
  const all = placedOf(travels);
  const byLine = Map.groupBy(all, ({ line }) => line.line.id);
  return {
    accounts: new Set(all.map(({ travel }) => travel.account)).size,
    lines: (pack.journey?.lines ?? []).map((line) => boardLine(line, byLine.get(line.id) ?? [], pack)),
    ...travellersOf(all, filter, pack),
  };
}

function boardLine({ id, name, stages }: Line, placed: readonly Placed[], pack: Pack): BoardLine {
  const compiled = placed[0]?.line;
  const funnel = compiled ? funnelOf(compiled, placed.map(({ state }) => state)) : stages.map(() => 0);
  const here = Map.groupBy(placed, ({ stage }) => stage);
  const began = placed.length;
  return {
    line: id,
    name: name ?? inWords(id),
    began,
    stages: stages.map(({ id: stage, expected, stuck, lost = false }, place) => {
      const own = here.get(stage) ?? [];
      const count = (status: Placed["status"]): number => own.filter((one) => one.status === status).length;
      const [median = Number.NaN] = quantiles(own.map(({ days }) => days), [0.5]);
      const reached = funnel[place] as number;
      return {
        stage,
        name: stageName(pack, stage),
        isLost: lost,
        accounts: own.length,
        onTrack: count("on_track"),
        behind: count("behind"),
        stuck: count("stuck"),
        mrr: moneyOf(own.reduce((sum, { travel }) => sum + (travel.mrr ?? 0), 0), pack),
        expectedDays: expected ? inDays(expected) : null,
        stuckDays: stuck ? inDays(stuck) : null,
        medianDays: own.length === 0 ? null : median,
        reached,
        reachedShare: lost || began === 0 ? null : reached / began,
      };
    }),
  };
}
