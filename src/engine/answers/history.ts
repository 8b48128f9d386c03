import { type AccountLog, accountEvents, eventsBefore, numberOf, textOf } from "../../accounts/account-log.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import type { EventFact } from "../../events/fact.ts";
import { localMidnight } from "../../lib/zone.ts";
import { stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { ScorePoint } from "../ports.ts";
import { asTold, keptBefore } from "../definitions/told.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { VersionEntry } from "../versions.ts";
import { isoOf, percentOf, pointsOrNull } from "./present.ts";
import type { Scores } from "./scores.ts";
import { Unanswerable } from "./unanswerable.ts";

type HistoryAnswer = Answer<"getHistory">;
type Marker = HistoryAnswer["markers"][number];

export async function getHistory(scores: Scores, workspace: string, { account, asOf, from, number }: Asked<"getHistory">): Promise<HistoryAnswer> {
  const moment = await scores.moment(workspace, asOf);
  await scores.requireAccount(workspace, account);
  // Midnights are the same all day, so that they are asked for as of the last one.
  const running = number === undefined ? scores.live.running : await versionAsked(scores, number);
  const { points: computed, row } = await scores.life(workspace, account, { ...moment, asOf: localMidnight(moment.asOf, running.pack.pack.timezone) }, running);
  const timeline = (await scores.ports.told?.timeline()) ?? [];
  const versions = [...(number === undefined ? timeline.map(({ version }) => version) : []), running.version];
  const kept = moment.removedBefore === undefined ? [] : await keptBefore((asked) => scores.ports.snapshots.history(asked), { workspace, account, versions, before: moment.removedBefore });
  const own = [...kept, ...computed];
  const points = number === undefined && scores.ports.told ? await asTold(scores.ports.told.history, { workspace, account, points: own, version: running.version, timeline }) : own;
  const log = (await scores.ports.accounts.readAccounts({ workspace, accounts: [account] })).get(account);
  const since = from === undefined ? -Infinity : scores.instant(from);
  const markers = [...changesOf(points), ...(number === undefined ? versionMarkers(timeline, moment.asOf) : []), ...(log ? eventMarkers({ ...log, born: 0 }, moment.asOf, scores.pack) : [])];
  return {
    asOf: isoOf(moment.asOf),
    version: running.version,
    note: moment.note,
    account,
    name: (moment.isNow ? scores.live.row(workspace, account) : row)?.name ?? account,
    points: points.filter((point) => point.asOf >= since).map(presentPoint),
    markers: markers.filter(({ at }) => at >= since).sort((left, right) => left.at - right.at).map(({ at, ...marker }) => ({ time: isoOf(at), ...marker })),
  };
}

async function versionAsked({ ports: { told } }: Scores, number: number): Promise<RunningPack> {
  const found = await told?.definition(number);
  if (!found) throw new Unanswerable("bad_question", `There is no version ${number} that could be read.`);
  return found;
}

/** Where the health definition changed, as histories show it: the first version is where they begin. */
function versionMarkers(timeline: readonly VersionEntry[], asOf: number): Timed[] {
  return timeline.slice(1).flatMap(({ number, author, message, appliedAt }) =>
    appliedAt > asOf ? [] : [{ at: appliedAt, kind: "version" as const, text: `version ${number} of the health definition`, from: String(number - 1), to: String(number), author, reason: message }],
  );
}

const presentPoint = ({ asOf, score, computedScore, coverage, stage, ...point }: ScorePoint): HistoryAnswer["points"][number] => ({
  ...point, asOf: isoOf(asOf), score: pointsOrNull(score), computedScore: pointsOrNull(computedScore), coverage: percentOf(coverage), stage: stage === "" ? null : stage,
});

type Timed = Omit<Marker, "time"> & { readonly at: number };
const plain = { from: null, to: null, author: null, reason: null } as const;

/** Where the band or the effective model changed from one midnight to the next. */
function changesOf(points: readonly ScorePoint[]): Timed[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    if (!before) return [];
    return [
      ...(point.band === before.band ? [] : [{ ...plain, at: point.asOf, kind: "band" as const, text: `from ${before.band} to ${point.band}`, from: before.band, to: point.band }]),
      ...(point.model === before.model ? [] : [{ ...plain, at: point.asOf, kind: "variant" as const, text: "scored by another variant of the model", from: before.model, to: point.model }]),
    ];
  });
}

type AccountEventName = (typeof accountEvents)[number];

/** How each event about an account is told. What was taken back is told only by its withdrawal. */
const tellers: Readonly<Record<AccountEventName, (event: EventFact, pack: Pack) => Pick<Marker, "kind" | "text"> & Partial<Marker>>> = {
  stage_set: (event, pack) => ({ kind: "stage", text: `stage ${stageName(pack, textOf(event, "stage") ?? "")}`, to: textOf(event, "stage") ?? null }),
  owner_changed: (event) => ({ kind: "owner", text: `owner ${textOf(event, "owner") ?? ""}`, to: textOf(event, "owner") ?? null }),
  adjustment_set: (event) => ({ kind: "adjustment", text: `${textOf(event, "operation") ?? ""} ${numberOf(event, "amount") ?? ""}` }),
  override_set: (event) => ({ kind: "override", text: `set to ${numberOf(event, "score") ?? textOf(event, "band") ?? ""}`, to: textOf(event, "band") ?? null }),
  goal_set: (event) => ({ kind: "goal", text: `${numberOf(event, "reached") === undefined ? "goal" : "goal reached:"} ${textOf(event, "goal") ?? ""}` }),
  withdrawn: () => ({ kind: "withdrawal", text: "taken back" }),
  outcome_recorded: (event) => ({ kind: "outcome", text: textOf(event, "outcome") ?? "", to: textOf(event, "outcome") ?? null }),
  contract_changed: (event) => ({ kind: "contract", text: `contract ${textOf(event, "contract") ?? ""}${numberOf(event, "ended") === undefined ? "" : " ended"}` }),
};

function eventMarkers(log: AccountLog, asOf: number, pack: Pack): Timed[] {
  return accountEvents.flatMap((name) =>
    eventsBefore(log, name, asOf).map((event) => ({ ...plain, at: event.time, author: textOf(event, "author") ?? null, reason: textOf(event, "reason") ?? null, ...tellers[name](event, pack) })),
  );
}
