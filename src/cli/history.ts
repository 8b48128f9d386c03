import type { Command } from "commander";
import type { ScorePoint } from "../engine/ports.ts";
import { localDate } from "../lib/zone.ts";
import { type Paint, bandText, changeText, scoreText, sparkline } from "./format.ts";
import { resolveAccount } from "./explain.ts";
import { Refused, type ScoreOptions, type ScoringStore, type ScoringWire, scoreAll, withStore } from "./scoring.ts";
import { tableText } from "./table.ts";

interface Options extends ScoreOptions {
  readonly json?: boolean;
}

/** `bellwether history`: one account's score over time, and every change of its band. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("history")
    .description("Show the score of one account over time, and when its band changed")
    .argument("<account>", "id or name of the account")
    .option("-p, --pack <folder>", "the pack that defines health", wire.defaultPack)
    .option("--as-of <date>", "up to the start of this day, or `now`")
    .option("--json", "print every midnight as one JSON document")
    .action((account: string, options: Options) => withStore(wire, (store) => history(wire, store, { account, options })));
}

async function history(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await resolveAccount(store, wire, account);
  const { pack, version } = await scoreAll(wire, store, { ...options, accounts: [id] });
  const points = await store.snapshots.history({ workspace: wire.workspace, version, account: id });
  if (points.length === 0) throw new Refused(`${account} has no score on any day yet.`);
  wire.terminal.out(options.json ? JSON.stringify(points.map((point) => ({ ...point, asOf: new Date(point.asOf).toISOString() })), null, 2) : historyText(id, points, { zone: pack.pack.timezone, paint: wire.terminal.paint }));
}

/** A bar for each week, a row for each month, and every change of band. */
export function historyText(account: string, points: readonly ScorePoint[], { zone, paint }: { zone: string; paint: Paint }): string {
  const [first, last] = [points[0] as ScorePoint, points.at(-1) as ScorePoint];
  const weeks = points.filter((_, index) => (points.length - 1 - index) % 7 === 0);
  return [
    `${paint("bold", account)}  ${points.length} days, ${localDate(first.asOf, zone)} to ${localDate(last.asOf, zone)}`,
    sparkline(weeks.map(({ score }) => score)),
    "",
    tableText([{ head: "month" }, { head: "score", align: "right" }, { head: "change", align: "right" }, { head: "band" }], monthRows(points, zone, paint)),
    "",
    paint("bold", "Changes of band"),
    tableText([{ head: "day" }, { head: "from" }, { head: "to" }, { head: "score", align: "right" }], bandRows(points, zone, paint)),
  ].join("\n");
}

/** The last midnight of each month. */
function monthRows(points: readonly ScorePoint[], zone: string, paint: Paint): string[][] {
  const byMonth = new Map(points.map((point) => [localDate(point.asOf, zone).slice(0, 7), point]));
  let before: number | null = null;
  return [...byMonth].map(([month, { score, band }]) => {
    const change = score === null || before === null ? undefined : score - before;
    before = score;
    return [month, scoreText(score, 1), changeText(change, 1), bandText(band, paint)];
  });
}

function bandRows(points: readonly ScorePoint[], zone: string, paint: Paint): string[][] {
  return points.flatMap(({ asOf, band, score }, index) => {
    const before = points[index - 1]?.band;
    if (before === undefined || before === band) return [];
    return [[localDate(asOf, zone), bandText(before, paint), bandText(band, paint), scoreText(score, 1)]];
  });
}
