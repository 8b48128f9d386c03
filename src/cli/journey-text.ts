import type { Answer } from "../contract/routes.ts";
import { type Goal, goalStateAt } from "../accounts/goal.ts";
import type { LineAt } from "../engine/journey-chain.ts";
import type { AccountJourney } from "../engine/score-now.ts";
import type { JourneyStatus } from "../journey/status.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { type AnswerView, dayText } from "./answer-view.ts";
import { type Paint, type Style, countedText, cutText, moneyText } from "./format.ts";
import { type Column, usedColumnsText } from "./table.ts";

type Journey = Answer<"getJourney">;
type Way = Answer<"getAccountJourney">;

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

const right = (head: string): Column => ({ head, align: "right" });
const some = (count: number): string => (count === 0 ? "" : count.toLocaleString("en-US"));

/** How many accounts are in each stage and how they go, then who is late and why. */
export function boardText(journey: Pick<Journey, "accounts" | "lines" | "listed" | "total">, view: AnswerView): string {
  const { paint } = view;
  const several = journey.lines.length > 1;
  const rows = journey.lines.flatMap(({ name: line, stages }) =>
    stages.map(({ name, accounts, onTrack, behind, stuck, mrr }) => [several ? line : "", name, accounts.toLocaleString("en-US"), some(onTrack), some(behind), some(stuck), mrr.amount === 0 ? "" : moneyText(mrr.amount, mrr.currency)]),
  );
  const columns = [{ head: "line" }, { head: "stage" }, right("accounts"), right("on track"), right("behind"), right("stuck"), right("revenue a month")];
  return [`${paint("bold", `All ${countedText(journey.accounts, "account", "accounts")}`)}\n${usedColumnsText(columns, rows)}`, lateText(journey, view)].join("\n\n");
}

function lateText({ listed, total }: Pick<Journey, "listed" | "total">, { limit, paint }: AnswerView): string {
  if (total === 0) return "Nobody is behind.";
  const worst = listed.slice(0, limit);
  const rows = worst.map(({ name, stageName, days, status, mrr, reasons, waitsFor }) => [
    cutText(name, 30), stageName, statusText(status, paint), days.toLocaleString("en-US"), mrr === null || mrr.amount === 0 ? "" : moneyText(mrr.amount, mrr.currency), waitsFor[0] ?? reasons[0] ?? "",
  ]);
  const title = paint("bold", `Stuck or behind: ${worst.length === total ? total : `${worst.length} of ${total.toLocaleString("en-US")}`}`);
  return `${title}\n${usedColumnsText([{ head: "account", least: 19 }, { head: "stage" }, { head: "how" }, right("days"), right("revenue"), { head: "why", least: 20 }], rows)}`;
}

/** One account: each line with its stages, activities and milestones, and its goals. */
export function travelText({ account, name, lines, goals }: Pick<Way, "account" | "name" | "lines" | "goals">, view: Omit<AnswerView, "limit"> & { readonly asOf: Instant }): string {
  const { asOf, zone, paint } = view;
  const head = `${paint("bold", name)}${name === account ? "" : `  account ${account}`}, as of ${localDate(asOf, zone)}`;
  if (lines.length === 0) return `${head}\nIt is a customer of no line of business.`;
  return [head, ...lines.flatMap((line) => lineText(line, { ...view, several: lines.length > 1 })), ...goalsText(goals, view)].join("\n\n");
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
export function stageSentence({ line, stageName: stage, since, days, status }: StageSpan, { zone, paint }: Pick<AnswerView, "zone" | "paint">): string {
  const how = status === null ? "" : `: ${statusText(status, paint)}`;
  return `${line === undefined ? "" : `${line}: `}In ${stage} since ${localDate(since, zone)}, ${countedText(days, "day", "days")}${how}`;
}

function lineText(line: Way["lines"][number], view: Pick<AnswerView, "zone" | "paint"> & { readonly several: boolean }): string[] {
  const { paint } = view;
  const stageNames = new Map(line.stages.map(({ stage, name }) => [stage, name]));
  const span = { ...line, line: view.several ? line.name : undefined, since: Date.parse(line.since) };
  const sentence = [stageSentence(span, view), ...line.reasons.map((reason) => `  ${reason}`)].join("\n");
  const moves = line.moves.map((move) => [dayText(move.time, view), stageNames.get(move.to) ?? move.to, byText(move, [...stageNames.keys()]), move.reason]);
  const done = line.activities.map(({ name, role, done: when, isOverdue, isRequired }) => [when === null ? (isOverdue ? paint("yellow", "overdue") : "open") : dayText(when, view), name, role, isRequired ? "" : "not required"]);
  const reached = line.milestones.map(({ name, reached: when }) => [when === null ? "–" : dayText(when, view), name]);
  const part = (title: string, columns: Column[], rows: readonly (readonly string[])[]): string[] => (rows.length === 0 ? [] : [`${paint("bold", title)}\n${usedColumnsText(columns, rows)}`]);
  return [
    sentence,
    ...part("Stages", [{ head: "since" }, { head: "stage" }, { head: "by" }, { head: "why", least: 30 }], moves),
    ...part("Activities of the stage", [{ head: "done" }, { head: "activity" }, { head: "responsible" }, { head: "" }], done),
    ...part("Milestones", [{ head: "first" }, { head: "milestone" }], reached),
  ];
}

function byText({ by, from, to, author }: Way["lines"][number]["moves"][number], order: readonly string[]): string {
  const back = from !== null && order.indexOf(to) < order.indexOf(from) && by !== "returned" ? ", back" : "";
  return `${by === "person" ? (author ?? "a person") : by}${back}`;
}

function goalsText(goals: Way["goals"], view: Pick<AnswerView, "zone" | "paint">): string[] {
  if (goals.length === 0) return [];
  const rows = goals.map(({ goal, measure, baseline, target, date, state, reached, confirmedBy }) => [goal, measure, baseline === null ? "" : String(baseline), String(target), dayText(date, view), state, dayText(reached, view), confirmedBy ?? ""]);
  const columns = [{ head: "goal" }, { head: "measure" }, right("from"), right("to"), { head: "by" }, { head: "state" }, { head: "reached" }, { head: "confirmed by" }];
  return [`${view.paint("bold", "Goals")}\n${usedColumnsText(columns, rows)}`];
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
  const plain = (goal: Goal): object => ({ ...goal, agreed: iso(goal.agreed), stated: iso(goal.stated), date: iso(goal.date), reached: iso(goal.reached), state: goalStateAt(goal, asOf) });
  return { account, name, asOf, mrr: standing.mrr, lines: lines.map(lineDocument), goals: standing.goals.map(plain) };
}

/** The board with every account, for scripts. */
export function boardDocument({ lines }: Pick<Journey, "lines">, found: readonly AccountJourney[], asOf: Instant): object {
  const stages = lines.flatMap(({ line, stages: own }) => own.map(({ stage, accounts, onTrack, behind, stuck, mrr }) => ({ line, stage, accounts, onTrack, behind, stuck, mrr: mrr.amount })));
  return { asOf, stages, accounts: found.map((one) => accountDocument(one, asOf)) };
}
