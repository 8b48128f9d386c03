import { goalStateAt, type Goal } from "../accounts/goal.ts";
import type { LineAt } from "../engine/journey-chain.ts";
import type { AccountJourney, ScoredAccount } from "../engine/score-now.ts";
import type { JourneyStatus } from "../journey/status.ts";
import type { Move } from "../journey/step.ts";
import { inWords } from "../lib/words.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { stageName } from "../pack/names.ts";
import type { Pack } from "../pack/schema.ts";
import { type Paint, type Style, countedText, cutText, moneyText } from "./format.ts";
import { type Column, usedColumnsText } from "./table.ts";

export interface BoardView {
  readonly pack: Pack;
  readonly asOf: Instant;
  /** All accounts that the log knows. */
  readonly found: readonly AccountJourney[];
  /** Those of them that are customers. */
  readonly accounts: readonly ScoredAccount[];
  readonly limit: number;
  readonly paint: Paint;
}

const statusLook: Readonly<Record<JourneyStatus, { readonly words: string; readonly colour: Style }>> = {
  on_track: { words: "on track", colour: "green" },
  behind: { words: "behind", colour: "yellow" },
  stuck: { words: "stuck", colour: "red" },
};

function statusText(status: JourneyStatus | null, paint: Paint): string {
  if (status === null) return "";
  const { words, colour } = statusLook[status];
  return paint(colour, words);
}

/** An account in one line of business. */
interface Placed extends LineAt {
  readonly account: string;
  readonly name: string;
  readonly mrr: number;
}

const placed = (found: readonly AccountJourney[]): Placed[] => found.flatMap(({ account, name, standing, lines }) => lines.map((line) => ({ account, name, mrr: standing.mrr ?? 0, ...line })));

interface StageRow {
  readonly line: string;
  readonly stage: string;
  readonly accounts: number;
  readonly onTrack: number;
  readonly behind: number;
  readonly stuck: number;
  readonly mrr: number;
}

/** One row for each stage of each line, in their order. */
function stageRows({ pack, found }: Pick<BoardView, "pack" | "found">): StageRow[] {
  const all = placed(found);
  return (pack.journey?.lines ?? []).flatMap(({ id: line, stages }) =>
    stages.map(({ id: stage }): StageRow => {
      const own = all.filter((one) => one.line.line.id === line && one.stage === stage);
      const count = (status: JourneyStatus): number => own.filter((one) => one.status === status).length;
      return { line, stage, accounts: own.length, onTrack: count("on_track"), behind: count("behind"), stuck: count("stuck"), mrr: own.reduce((sum, { mrr }) => sum + mrr, 0) };
    }),
  );
}

const right = (head: string): Column => ({ head, align: "right" });
const some = (count: number): string => (count === 0 ? "" : count.toLocaleString("en-US"));

/** How many accounts are in each stage and how they go, then who is late and why. */
export function boardText(view: BoardView): string {
  const { pack, paint } = view;
  const several = (pack.journey?.lines.length ?? 0) > 1;
  const rows = stageRows(view).map(({ line, stage, accounts, onTrack, behind, stuck, mrr }) => [
    several ? lineName(pack, line) : "",
    stageName(pack, stage),
    accounts.toLocaleString("en-US"),
    some(onTrack),
    some(behind),
    some(stuck),
    mrr === 0 ? "" : moneyText(mrr, pack.pack.currency),
  ]);
  const columns = [{ head: "line" }, { head: "stage" }, right("accounts"), right("on track"), right("behind"), right("stuck"), right("revenue a month")];
  return [`${paint("bold", `All ${countedText(view.found.length, "account", "accounts")}`)}\n${usedColumnsText(columns, rows)}`, ...lateText(view)].join("\n\n");
}

function lateText({ pack, found, limit, paint }: BoardView): string[] {
  const late = placed(found).filter(({ status }) => status === "stuck" || status === "behind");
  if (late.length === 0) return ["Nobody is behind."];
  const worst = late.toSorted((one, other) => Number(other.status === "stuck") - Number(one.status === "stuck") || other.mrr - one.mrr || other.days - one.days).slice(0, limit);
  const rows = worst.map(({ name, stage, days, status, mrr, reasons, waitsFor }) => [
    cutText(name, 30),
    stageName(pack, stage),
    statusText(status, paint),
    days.toLocaleString("en-US"),
    mrr === 0 ? "" : moneyText(mrr, pack.pack.currency),
    waitsFor[0] ?? reasons[0] ?? "",
  ]);
  const title = paint("bold", `Stuck or behind: ${worst.length === late.length ? late.length : `${worst.length} of ${late.length.toLocaleString("en-US")}`}`);
  return [`${title}\n${usedColumnsText([{ head: "account", least: 19 }, { head: "stage" }, { head: "how" }, right("days"), right("revenue"), { head: "why", least: 20 }], rows)}`];
}

const lineName = ({ journey }: Pack, id: string): string => journey?.lines.find((line) => line.id === id)?.name ?? inWords(id);

export interface TravelView {
  readonly pack: Pack;
  readonly asOf: Instant;
  readonly paint: Paint;
}

/** One account: each line with its stages, activities and milestones, and its goals. */
export function travelText({ account, name, standing, lines }: AccountJourney, view: TravelView): string {
  const { pack, asOf, paint } = view;
  const head = `${paint("bold", name)}${name === account ? "" : `  account ${account}`}, as of ${localDate(asOf, pack.pack.timezone)}`;
  if (lines.length === 0) return `${head}\nIt is a customer of no line of business.`;
  return [head, ...lines.flatMap((line) => lineText(line, view)), ...goalsText(standing.goals, view)].join("\n\n");
}

/** A stage as long as it has lasted. */
interface StageSpan {
  /** The line of business, where there are several. */
  readonly line: string | undefined;
  readonly stageName: string;
  readonly since: Instant;
  readonly days: number;
  readonly status: JourneyStatus | null;
}

/** `In Adoption since 2026-01-02, 45 days: behind`, and what it waits for. */
export function stageSentence({ line, stageName: stage, since, days, status }: StageSpan, { zone, paint }: { readonly zone: string; readonly paint: Paint }): string {
  const how = status === null ? "" : `: ${statusText(status, paint)}`;
  return `${line === undefined ? "" : `${line}: `}In ${stage} since ${localDate(since, zone)}, ${countedText(days, "day", "days")}${how}`;
}

function lineText(at: LineAt, view: TravelView): string[] {
  const { pack, paint } = view;
  const { state, line, activities, reasons } = at;
  const date = (instant: Instant): string => localDate(instant, pack.pack.timezone);
  const span = { ...at, line: (pack.journey?.lines.length ?? 0) > 1 ? lineName(pack, line.line.id) : undefined, stageName: stageName(pack, at.stage), since: state.since };
  const sentence = [stageSentence(span, { zone: pack.pack.timezone, paint }), ...reasons.map((reason) => `  ${reason}`)].join("\n");
  const moves = state.moves.map((move) => [date(move.at), stageName(pack, line.stages[move.to]?.stage.id ?? ""), byText(move), move.reason]);
  const done = activities.map(({ name, role, done: when, overdue, required }) => [when === undefined ? (overdue ? paint("yellow", "overdue") : "open") : date(when), name, role, required ? "" : "not required"]);
  const reached = line.milestones.map(({ milestone }, place) => [state.milestones[place] === undefined ? "–" : date(state.milestones[place]), milestone.name ?? inWords(milestone.id)]);
  const part = (title: string, columns: Column[], rows: readonly (readonly string[])[]): string[] => (rows.length === 0 ? [] : [`${paint("bold", title)}\n${usedColumnsText(columns, rows)}`]);
  return [
    sentence,
    ...part("Stages", [{ head: "since" }, { head: "stage" }, { head: "by" }, { head: "why", least: 30 }], moves),
    ...part("Activities of the stage", [{ head: "done" }, { head: "activity" }, { head: "responsible" }, { head: "" }], done),
    ...part("Milestones", [{ head: "first" }, { head: "milestone" }], reached),
  ];
}

function byText({ by, from, to, author }: Move): string {
  const back = from !== undefined && to < from && by !== "returned" ? ", back" : "";
  return `${by === "person" ? (author ?? "a person") : by}${back}`;
}

function goalsText(goals: readonly Goal[], { pack, asOf, paint }: TravelView): string[] {
  if (goals.length === 0) return [];
  const date = (instant: Instant | undefined): string => (instant === undefined ? "" : localDate(instant, pack.pack.timezone));
  const rows = goals.map((goal) => [goal.id, goal.measure, goal.baseline === undefined ? "" : String(goal.baseline), String(goal.target), date(goal.date), goalStateAt(goal, asOf), date(goal.reached), goal.confirmedBy ?? ""]);
  const columns = [{ head: "goal" }, { head: "measure" }, right("from"), right("to"), { head: "by" }, { head: "state" }, { head: "reached" }, { head: "confirmed by" }];
  return [`${paint("bold", "Goals")}\n${usedColumnsText(columns, rows)}`];
}

/** Not left to the printer, because milestones have ids of their own for keys. */
const iso = (instant: Instant | undefined): string | null => (instant === undefined ? null : new Date(instant).toISOString());

/** A line of business as plain values. */
export function lineDocument({ line, state, stage, days, status, reasons, activities, scores }: LineAt): object {
  return {
    line: line.line.id,
    stage,
    since: iso(state.since),
    days,
    status,
    scores,
    reasons,
    startedAt: iso(state.startedAt),
    moves: state.moves.map(({ at, from, to, by, reason, author }) => ({ at: iso(at), from: from === undefined ? null : line.stages[from]?.stage.id, to: line.stages[to]?.stage.id, by, reason, ...(author !== undefined && { author }) })),
    activities: activities.map(({ done, ...activity }) => ({ ...activity, done: iso(done) })),
    milestones: Object.fromEntries(line.milestones.map(({ milestone }, place) => [milestone.id, iso(state.milestones[place])])),
  };
}

export function accountDocument({ account, name, standing, lines }: AccountJourney, asOf: Instant): object {
  const goals = standing.goals.map((goal) => ({ ...goal, agreed: iso(goal.agreed), stated: iso(goal.stated), date: iso(goal.date), reached: iso(goal.reached), state: goalStateAt(goal, asOf) }));
  return { account, name, asOf, mrr: standing.mrr, lines: lines.map(lineDocument), goals };
}

export function boardDocument(view: BoardView): object {
  return { asOf: view.asOf, stages: stageRows(view), accounts: view.found.map((one) => accountDocument(one, view.asOf)) };
}

