import type { Answer, Asked } from "../../contract/routes.ts";
import { type CohortHealth, type Duration, type Reaching, type Times, healthOfCohorts, timeIn, timeTo, timesOf } from "../../journey/cohorts.ts";
import type { Line } from "../../journey/schema.ts";
import { inWords } from "../../lib/words.ts";
import { type Instant, localDate } from "../../lib/zone.ts";
import { segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Travel } from "../portfolio/travel.ts";
import { isoOf, pointsOrNull, shareOf } from "./present.ts";
import type { Scores } from "./scores.ts";

type CohortsAnswer = Answer<"getCohorts">;
type CohortLine = CohortsAnswer["lines"][number];
type Cohort = CohortLine["measures"][number]["cohorts"][number];

/** Curves of everybody take seconds; while scores move all the time they may be so old. */
const leastMs = 60_000;

export async function getCohorts(scores: Scores, workspace: string, { asOf: asked }: Asked<"getCohorts">): Promise<CohortsAnswer> {
  const moment = await scores.moment(workspace, asked);
  return await scores.answerOnce(workspace, { key: ["cohorts"], moment, leastMs }, async () => {
    const { asOf, travels, rows } = await scores.everybody(workspace, moment);
    const scoreOf = new Map(Array.from(rows, ({ account, score }) => [account, score]));
    return { asOf: isoOf(asOf), version: scores.live.running.version, note: moment.note, ...presentCohorts([...travels], { pack: scores.pack, asOf, scoreOf }) };
  });
}

export interface CohortsAbout {
  readonly pack: Pack;
  readonly asOf: Instant;
  /** Scores of today's customers; who isn't in it is none. */
  readonly scoreOf: ReadonlyMap<string, number | null>;
}

/** How long it takes, for each start month and segment; the stages; and how healthy the cohorts are. */
export function presentCohorts(travels: readonly Travel[], about: CohortsAbout): Omit<CohortsAnswer, "asOf" | "version" | "note"> {
  const { pack } = about;
  return { lines: (pack.journey?.lines ?? []).map((line) => lineCohorts(line, timedIn(line, travels), about)), health: healthOf(travels, about), definitions: [...cohortsInWords] };
}

/** What is counted as what; stands beside the numbers. */
const cohortsInWords: readonly string[] = [
  "An account belongs to the month in which it began, and to every segment that it is in today.",
  "Who isn't done yet, and who was lost before, counts for as long as it was watched (Kaplan and Meier), so that slow accounts aren't left out.",
  "A milestone counts from the first time its condition held; a time in a stage ends when the account leaves it, and starts anew when it comes back.",
];

interface Timed extends Times {
  readonly segments: readonly string[];
}

function timedIn(line: Line, travels: readonly Travel[]): Timed[] {
  return travels.flatMap(({ account, segments, lines }) => lines.filter((one) => one.line.line.id === line.id).map((one) => ({ ...timesOf(account, one.line, one.state), segments })));
}

const monthOf = (instant: Instant, { pack }: Pack): string => localDate(instant, pack.timezone).slice(0, 7);

interface Group extends Omit<Cohort, "duration"> {
  readonly times: readonly Times[];
}

function groupsOf(times: readonly Timed[], pack: Pack): Group[] {
  const months = [...Map.groupBy(times, ({ startedAt }) => monthOf(startedAt, pack))].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...months.map(([id, own]): Group => ({ by: "month", id, name: id, times: own })),
    ...Object.keys(pack.segments).map((id): Group => ({ by: "segment", id, name: segmentName(pack, id), times: times.filter(({ segments }) => segments.includes(id)) })),
    { by: "all", id: "", name: "All", times },
  ];
}

const reachings: readonly { readonly measure: Reaching; readonly name: string; readonly of: (line: Line) => string | undefined }[] = [
  { measure: "onboarded", name: "Time to onboard", of: ({ onboarded }) => onboarded },
  { measure: "first_value", name: "Time to first value", of: ({ firstValue }) => firstValue },
];

function lineCohorts(line: Line, times: readonly Timed[], { pack, asOf }: CohortsAbout): CohortLine {
  const groups = groupsOf(times, pack);
  return {
    line: line.id,
    name: line.name ?? inWords(line.id),
    measures: reachings.flatMap(({ measure, name, of }) => {
      const milestone = of(line);
      if (milestone === undefined) return [];
      const cohorts = groups.map(({ times: own, ...group }) => ({ ...group, duration: timeTo(measure, own, asOf) })).filter(({ duration }) => duration.accounts > 0);
      return [{ measure, name, milestone, cohorts: cohorts.map((cohort) => ({ ...cohort, duration: presentDuration(cohort.duration) })) }];
    }),
    stages: line.stages.filter(({ lost }) => !lost).map(({ id }) => ({ stage: id, name: stageName(pack, id), duration: presentDuration(timeIn(id, times, asOf)) })),
    underWay: times.filter(({ wasUnderWay }) => wasUnderWay).length,
  };
}

const daysOrNull = (days: number): number | null => (Number.isNaN(days) ? null : days);

function presentDuration({ accounts, done, quartiles: [low, middle, high], watchedDays, curve }: Duration): Cohort["duration"] {
  return { accounts, done, quartiles: [daysOrNull(low), daysOrNull(middle), daysOrNull(high)], watchedDays, curve: curve.steps.map(({ time, atRisk, events, survival }) => ({ days: time, atRisk, done: events, left: shareOf(survival) })) };
}

/** More months than that nobody reads; years are then enough. */
const mostMonths = 24;

function healthOf(travels: readonly Travel[], { pack, scoreOf }: CohortsAbout): CohortsAnswer["health"] {
  const members = travels.flatMap(({ account, lines }): CohortHealth[] => {
    const line = lines.find(({ scores }) => scores);
    const score = scoreOf.get(account);
    return line && score !== undefined ? [{ startMonth: monthOf(line.state.startedAt, pack), stage: line.stage, score }] : [];
  });
  const isLong = new Set(members.map(({ startMonth }) => startMonth)).size > mostMonths;
  const table = healthOfCohorts(isLong ? members.map((member) => ({ ...member, startMonth: member.startMonth.slice(0, 4) })) : members);
  const stages = [...new Set((pack.journey?.lines ?? []).flatMap((line) => line.stages.filter(({ lost }) => !lost).map(({ id }) => id)))];
  return {
    by: isLong ? "year" : "month",
    stages: stages.map((stage) => ({ stage, name: stageName(pack, stage) })),
    cohorts: [...table].map(([id, cells]) => ({ id, stages: [...cells].map(([stage, { accounts, meanScore }]) => ({ stage, accounts, meanScore: pointsOrNull(meanScore) })) })),
  };
}
