import type { ScorePoint } from "../engine/ports.ts";
import type { VersionEntry } from "../engine/versions.ts";
import { localDate } from "../lib/zone.ts";
import { changeText } from "../lib/number-text.ts";
import { type Paint, bandText, countedText, scoreText, sparkline } from "./format.ts";
import { tableText } from "./table.ts";

export type ShownVersion = Pick<VersionEntry, "appliedAt" | "number" | "author" | "message">;

interface Look {
  readonly zone: string;
  readonly paint: Paint;
  /** What people call a stage. */
  readonly stageName: (stage: string) => string;
  /** Where the pack became another one, ascending. */
  readonly versions?: readonly ShownVersion[];
}

/** A life of any length fits on a screen: bars, rows and changes shown at most. */
const [mostBars, mostRows, mostChanges] = [100, 36, 20];

/** The score as a line of bars, a row for each month (quarter, year), and the latest changes of band. Points are midnights, ascending. */
export function historyText(name: string, points: readonly ScorePoint[], look: Look): string {
  const [first, last] = [points[0] as ScorePoint, points.at(-1) as ScorePoint];
  const weeksPerBar = Math.ceil(points.length / 7 / mostBars);
  const bars = points.filter((_, index) => (points.length - 1 - index) % (7 * weeksPerBar) === 0);
  return [
    `${look.paint("bold", name)}  ${countedText(points.length, "day", "days")}, ${localDate(first.asOf, look.zone)} to ${localDate(last.asOf, look.zone)}; a bar for ${weeksPerBar === 1 ? "each week" : `every ${weeksPerBar} weeks`}`,
    sparkline(bars.map(({ score }) => score)),
    "",
    periodTable(points, look),
    "",
    ...changeLines(points, look),
    ...stageLines(points, look),
    ...versionLines(points, look),
  ].join("\n");
}

type PeriodOf = (month: string) => string;
const quarterOf: PeriodOf = (month) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;
const yearOf: PeriodOf = (month) => month.slice(0, 4);

/** The finest periods of which there aren't too many. */
function periodsOf(months: readonly string[]): { readonly name: string; readonly of: PeriodOf } {
  if (new Set(months).size <= mostRows) return { name: "month", of: (month) => month };
  if (new Set(months.map(quarterOf)).size <= mostRows) return { name: "quarter", of: quarterOf };
  return { name: "year", of: yearOf };
}

/** The last midnight of each period. */
function periodTable(points: readonly ScorePoint[], { zone, paint }: Look): string {
  const months = points.map(({ asOf }) => localDate(asOf, zone).slice(0, 7));
  const { name, of } = periodsOf(months);
  const found = new Map(points.map((point, index) => [of(months[index] as string), point]));
  let before: number | null = null;
  const rows = [...found].map(([period, { score, band }]) => {
    const change = score === null || before === null ? undefined : score - before;
    before = score;
    return [period, scoreText(score, 1), changeText(change, 1), bandText(band, paint)];
  });
  return tableText([{ head: `end of ${name}` }, { head: "score", align: "right" }, { head: "change", align: "right" }, { head: "band" }], rows);
}

function changeLines(points: readonly ScorePoint[], { zone, paint }: Look): string[] {
  const rows = points.flatMap(({ asOf, band, score }, index) => {
    const before = points[index - 1]?.band;
    if (before === undefined || before === band) return [];
    return [[localDate(asOf, zone), bandText(before, paint), bandText(band, paint), scoreText(score, 1)]];
  });
  if (rows.length === 0) return [`The band never changed: ${bandText((points[0] as ScorePoint).band, paint)}.`];
  const title = rows.length > mostChanges ? `Changes of band: the last ${mostChanges} of ${rows.length}; --json has every day` : "Changes of band";
  return [paint("bold", title), tableText([{ head: "day" }, { head: "from" }, { head: "to" }, { head: "score", align: "right" }], rows.slice(-mostChanges))];
}

/** Every change of stage; nothing where no stage was ever known. */
function stageLines(points: readonly ScorePoint[], { zone, paint, stageName }: Look): string[] {
  if (points.every(({ stage }) => stage === "")) return [];
  const named = (stage: string): string => (stage === "" ? "–" : stageName(stage));
  const rows = points.flatMap(({ asOf, stage, score }, index) => {
    const before = points[index - 1]?.stage;
    return before === undefined || before === stage ? [] : [[localDate(asOf, zone), named(before), named(stage), scoreText(score, 1)]];
  });
  if (rows.length === 0) return ["", `The stage never changed: ${named((points[0] as ScorePoint).stage)}.`];
  return ["", paint("bold", "Stages"), tableText([{ head: "day" }, { head: "from" }, { head: "to" }, { head: "score", align: "right" }], rows)];
}

/** Where scores were made otherwise from then on; nothing where the pack was the same all the time. */
function versionLines(points: readonly ScorePoint[], { zone, paint, versions = [] }: Look): string[] {
  const rows = versions.filter(({ appliedAt }) => appliedAt >= (points[0] as ScorePoint).asOf).map(({ appliedAt, number, author, message }) => [localDate(appliedAt, zone), `${number}`, author, message.split("\n")[0] ?? ""]);
  return rows.length === 0 ? [] : ["", paint("bold", "Versions of the pack"), tableText([{ head: "day" }, { head: "version", align: "right" }, { head: "by" }, { head: "message" }], rows)];
}
