import type { Answer, Asked } from "../../contract/routes.ts";
import { shiftDays } from "../../lib/zone.ts";
import type { MetricValue } from "../../metrics/value.ts";
import { metricName } from "../../pack/names.ts";
import { type DifferencePart, differenceOf } from "../../scores/difference.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Snapshot } from "../../scores/snapshot.ts";
import { causeNames, isoOf, measuredOf, pointsOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";

const defaultSinceDays = 7;
/** Seven days before now are the same for all who ask within a minute, so that the past is computed once for them. */
const minuteMs = 60_000;

type DifferenceAnswer = Answer<"getDifference">;

/** Why a score is another than it was; null points when there is none on either side. */
export async function getDifference(scores: Scores, workspace: string, { account, asOf, since, of }: Asked<"getDifference">): Promise<DifferenceAnswer> {
  const moment = await scores.moment(workspace, asOf);
  const { scored, row } = await scores.customer(workspace, account, moment);
  const earlier = since === undefined ? shiftDays(moment.asOf - (moment.asOf % minuteMs), -defaultSinceDays, scores.pack.pack.timezone) : (await scores.moment(workspace, since)).asOf;
  const before = (await scores.life(workspace, account, { asOf: earlier, from: moment.from })).scored?.snapshot;
  return presentDifference({ pack: scores.pack, note: moment.note, name: row.name, before, after: scored.snapshot, of });
}

export interface Compared {
  readonly pack: Pack;
  readonly note: string | null;
  readonly name: string;
  /** Undefined when it was no customer then, or the data had not begun. */
  readonly before: Snapshot | undefined;
  readonly after: Snapshot;
  readonly of: "score" | "computed";
}

export function presentDifference(compared: Compared): DifferenceAnswer {
  const { pack, note, name, before, after, of } = compared;
  const difference = before && differenceOf({ from: before, to: after, models: { from: pack.model, to: pack.model }, of });
  return {
    asOf: isoOf(after.asOf),
    version: after.version,
    note,
    account: after.account,
    name,
    from: before ? standingOf(before, of) : null,
    to: standingOf(after, of),
    points: difference ? difference.to - difference.from : null,
    parts: difference?.parts.map((part) => presentPart(part, compared)) ?? [],
  };
}

function standingOf({ asOf, score, band, computed }: Snapshot, of: "score" | "computed"): DifferenceAnswer["to"] {
  const shown = of === "score" ? { score, band } : computed;
  return { asOf: isoOf(asOf), score: pointsOrNull(shown.score), band: shown.band };
}

function presentPart({ cause, subject, points }: DifferencePart, { pack, before, after }: Compared): DifferenceAnswer["parts"][number] {
  const valueIn = (snapshot: Snapshot | undefined): MetricValue | undefined => snapshot?.metrics.find(({ metric }) => metric === subject)?.raw;
  const [was, is] = [valueIn(before), valueIn(after)];
  const said = subject === undefined ? undefined : reasonOf(subject, before, after);
  return {
    cause,
    subject: subject ?? null,
    name: subject === undefined ? causeNames[cause] : (said ?? metricName(pack, subject)),
    points,
    before: was && subject !== undefined ? measuredOf(pack, subject, was) : null,
    after: is && subject !== undefined ? measuredOf(pack, subject, is) : null,
  };
}

/** What people wrote about an adjustment or override, by its id. */
function reasonOf(subject: string, ...snapshots: readonly (Snapshot | undefined)[]): string | undefined {
  return snapshots.flatMap((snapshot) => (snapshot ? [...snapshot.adjustments, ...(snapshot.override ? [snapshot.override] : [])] : [])).findLast(({ id }) => id === subject)?.reason;
}
