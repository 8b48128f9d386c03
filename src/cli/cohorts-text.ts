import type { AccountJourney } from "../engine/score-now.ts";
import { type CohortHealth, type Duration, type Times, healthOfCohorts, timeIn, timeTo, timesOf } from "../journey/cohorts.ts";
import type { Line } from "../journey/schema.ts";
import { survivalAt } from "../lib/statistics/kaplan-meier.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { inWords } from "../lib/words.ts";
import { stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { countedText, percentText } from "./format.ts";
import type { BoardView } from "./journey-text.ts";
import { type Column, usedColumnsText } from "./table.ts";

/** Accounts that began in one month, that are in one segment, or all. */
interface Group {
  readonly title: string;
  readonly times: readonly Times[];
}

interface Timed extends Times {
  readonly segments: readonly string[];
}

/** After so many days the curve is shown. */
const marks = [30, 60, 90, 180, 365] as const;

const monthOf = (instant: Instant, { pack }: Pack): string => localDate(instant, pack.timezone).slice(0, 7);

function timedIn(line: Line, found: readonly AccountJourney[]): Timed[] {
  return found.flatMap(({ account, lines, standing }) =>
    lines.filter((one) => one.line.line.id === line.id).map((one) => ({ ...timesOf(account, one.line, one.state), segments: [...standing.circumstances.segments].filter(([, member]) => member).map(([id]) => id) })),
  );
}

function groupsOf(times: readonly Timed[], pack: Pack): Group[] {
  const months = [...Map.groupBy(times, ({ startedAt }) => monthOf(startedAt, pack))].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const segments = Object.entries(pack.segments).map(([id, { name }]): Group => ({ title: name ?? inWords(id), times: times.filter((one) => one.segments.includes(id)) }));
  return [...months.map(([title, own]): Group => ({ title, times: own })), ...segments, { title: "all", times }];
}

interface Measure {
  readonly id: string;
  readonly title: string;
  readonly of: (times: readonly Times[], knownTo: Instant) => Duration;
}

const reaching = ({ onboarded, firstValue }: Line): Measure[] => [
  ...(onboarded === undefined ? [] : [{ id: "onboarded", title: "Time to onboard", of: timeTo.bind(undefined, "onboarded") }]),
  ...(firstValue === undefined ? [] : [{ id: "first_value", title: "Time to first value", of: timeTo.bind(undefined, "first_value") }]),
];

/** How long it takes, for each start month and segment; the stages; and how healthy the cohorts are. */
export function cohortsText(view: BoardView): string {
  const { pack, found } = view;
  const lines = pack.journey?.lines ?? [];
  return [...lines.flatMap((line) => lineCohorts(line, timedIn(line, found), view)), healthText(view)].filter((part) => part !== "").join("\n\n");
}

function lineCohorts(line: Line, times: readonly Timed[], view: BoardView): string[] {
  const { pack, asOf, paint } = view;
  const prefix = (pack.journey?.lines.length ?? 0) > 1 ? `${line.name ?? inWords(line.id)}: ` : "";
  const groups = groupsOf(times, pack);
  const told = reaching(line).map(({ title, of }) => {
    const rows = groups.map((group) => ({ title: group.title, duration: of(group.times, asOf) })).filter(({ duration }) => duration.accounts > 0);
    return rows.length === 0 ? "" : `${paint("bold", `${prefix}${title}, in days`)}\n${durationTable("started", rows)}`;
  });
  const stages = line.stages.filter(({ lost }) => !lost).map(({ id }) => ({ title: stageName(pack, id), duration: timeIn(id, times, asOf) })).filter(({ duration }) => duration.accounts > 0);
  const underWay = times.filter(({ wasUnderWay }) => wasUnderWay).length;
  const note = underWay === 0 ? [] : [`${countedText(underWay, "account was", "accounts were")} on the way already when the log begins; how long these took isn't known, so they don't count above.`];
  return [...told, ...(stages.length === 0 ? [] : [`${paint("bold", `${prefix}Time in each stage, in days`)}\n${durationTable("stage", stages)}`]), ...note];
}

const right = (head: string): Column => ({ head, align: "right" });
const daysText = (days: number): string => (Number.isNaN(days) ? "–" : Math.round(days).toLocaleString("en-US"));

/** Quartiles by Kaplan and Meier, and the share that isn't done after so many days. */
function durationTable(first: string, rows: readonly { readonly title: string; readonly duration: Duration }[]): string {
  const columns = [{ head: first }, right("accounts"), right("done"), right("a quarter"), right("half"), right("three quarters"), ...marks.map((mark) => right(`not by ${mark}`))];
  return usedColumnsText(
    columns,
    rows.map(({ title, duration: { accounts, done, quartiles, curve, watchedDays } }) => [title, accounts.toLocaleString("en-US"), done.toLocaleString("en-US"), ...quartiles.map(daysText), ...marks.map((mark) => (mark > watchedDays && done < accounts ? "–" : percentText(survivalAt(curve, mark).value)))]),
  );
}

function membersOf({ pack, accounts }: Pick<BoardView, "pack" | "accounts">): CohortHealth[] {
  return accounts.flatMap(({ journey, snapshot }) => {
    const line = journey.find(({ scores }) => scores);
    return line ? [{ startMonth: monthOf(line.state.startedAt, pack), stage: line.stage, score: snapshot.score }] : [];
  });
}

/** More months than that nobody reads; years are then enough. */
const mostMonths = 24;

function healthText(view: BoardView): string {
  const { pack, paint } = view;
  const members = membersOf(view);
  const long = new Set(members.map(({ startMonth }) => startMonth)).size > mostMonths;
  const table = healthOfCohorts(long ? members.map((member) => ({ ...member, startMonth: member.startMonth.slice(0, 4) })) : members);
  if (table.size === 0) return "";
  const stages = [...new Set((pack.journey?.lines ?? []).flatMap((line) => line.stages.map(({ id }) => id)))];
  const rows = [...table].map(([month, cells]) => [
    month,
    ...stages.map((stage) => {
      const cell = cells.get(stage);
      return cell ? `${cell.meanScore === null ? "–" : Math.round(cell.meanScore)} (${cell.accounts})` : "";
    }),
  ]);
  return `${paint("bold", `Health of customers by start ${long ? "year" : "month"} and stage: mean score, and of how many accounts`)}\n${usedColumnsText([{ head: "started" }, ...stages.map((stage) => right(stageName(pack, stage)))], rows)}`;
}

export function cohortsDocument(view: BoardView): object {
  const { pack, found, asOf } = view;
  const plain = ({ accounts, done, quartiles, curve, watchedDays }: Duration): object => ({ accounts, done, watchedDays, quartiles: quartiles.map((days) => (Number.isNaN(days) ? null : days)), curve: curve.steps.map(({ time, atRisk, events, survival }) => ({ days: time, atRisk, done: events, left: survival })) });
  const lines = (pack.journey?.lines ?? []).map((line) => {
    const times = timedIn(line, found);
    const groups = groupsOf(times, pack);
    return {
      line: line.id,
      ...Object.fromEntries(reaching(line).map(({ id, of }) => [id, Object.fromEntries(groups.map(({ title, times: own }) => [title, plain(of(own, asOf))]))])),
      stages: Object.fromEntries(line.stages.filter(({ lost }) => !lost).map(({ id }) => [id, plain(timeIn(id, times, asOf))])),
      underWay: times.filter(({ wasUnderWay }) => wasUnderWay).length,
    };
  });
  return { asOf, lines, health: Object.fromEntries([...healthOfCohorts(membersOf(view))].map(([month, cells]) => [month, Object.fromEntries(cells)])) };
}
