import { describeClauseReason, explainCondition } from "../conditions/reason.ts";
import { textFromDay } from "../lib/day.ts";
import { inDays } from "../lib/duration.ts";
import type { Instant } from "../lib/zone.ts";
import type { CompiledLine, CompiledStage, Sight } from "./compile.ts";
import { type LineState, isDone } from "./step.ts";

export const journeyStatuses = ["on_track", "behind", "stuck"] as const;
export type JourneyStatus = (typeof journeyStatuses)[number];

/** An activity of the stage as it stands. */
export interface ActivityAt {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly required: boolean;
  /** When it was last done, as far as that counts here. */
  readonly done: Instant | undefined;
  /** By when it should be done; undefined without a due time. */
  readonly overdue: boolean;
}

export interface StatusAt {
  /** Null in the stage of lost accounts, where nothing is expected any more. */
  readonly status: JourneyStatus | null;
  /** Local calendar days in the stage. */
  readonly days: number;
  /** Why it is behind or stuck: how long it has been there, and what it waits for. */
  readonly reasons: readonly string[];
  /** What it waits for alone. */
  readonly waitsFor: readonly string[];
  readonly activities: readonly ActivityAt[];
}

/** Whether an account is on track in its stage, and what it waits for. */
export function statusOf(line: CompiledLine, state: LineState, sight: Sight): StatusAt {
  const compiled = line.stages[state.stage] as CompiledStage;
  const days = line.dayOf(sight.asOf) - line.dayOf(state.since);
  if (compiled.stage.lost) return { status: null, days, reasons: [], waitsFor: [], activities: [] };
  const activities = activitiesAt(line, compiled, state, sight);
  const late = activities.filter(({ overdue }) => overdue);
  const { expected, stuck } = compiled.stage;
  const lasted = (duration: typeof expected): boolean => duration !== undefined && state.since <= line.limit(sight.asOf, duration);
  const status: JourneyStatus = lasted(stuck) ? "stuck" : lasted(expected) || late.length > 0 ? "behind" : "on_track";
  if (status === "on_track") return { status, days, reasons: [], waitsFor: [], activities };
  const limit = status === "stuck" ? stuck : lasted(expected) ? expected : undefined;
  const slow = limit === undefined ? [] : [`${days} days in the stage, ${status === "stuck" ? "stuck from" : "expected at most"} ${inDays(limit)}`];
  const undone = activities.filter((one) => one.done === undefined && (one.required || one.overdue)).map(({ name, role, overdue }) => `${name} is ${overdue ? "overdue" : "not done"} (${role})`);
  const waitsFor = [...heldText(line, state), ...undone, ...waitingFor(line, compiled, state.stage, sight)];
  return { status, days, reasons: [...slow, ...waitsFor], waitsFor, activities };
}

/** What a person set outweighs criteria that were met already then. */
function heldText(line: CompiledLine, { heldOff }: LineState): string[] {
  const stage = heldOff && line.stages[heldOff.to]?.stage;
  if (!heldOff || !stage) return [];
  return [`set by hand on ${textFromDay(line.dayOf(heldOff.at))}${heldOff.author === undefined ? "" : ` by ${heldOff.author}`}, while criteria already pointed to ${stage.name ?? stage.id}`];
}

function activitiesAt(line: CompiledLine, { activities }: CompiledStage, { since }: LineState, sight: Sight): ActivityAt[] {
  return activities.map((one) => {
    const { id, name, role, required, due } = one.activity;
    const done = isDone(one, since, sight) ? one.lastDone(sight) : undefined;
    return { id, name: name ?? id, role, required, done, overdue: done === undefined && due !== undefined && since <= line.limit(sight.asOf, due) };
  });
}

/** The clauses that keep the account from the stage that comes next. */
function waitingFor(line: CompiledLine, { moves }: CompiledStage, place: number, sight: Sight): string[] {
  const forward = moves.findLast(({ to }) => to > place);
  if (!forward) return [];
  const source = line.source(sight);
  return forward.conditions
    .map((when) => explainCondition(when, source, line.wording))
    .filter(({ truth }) => truth !== true)
    .flatMap(({ clauses }) => clauses.filter(({ truth }) => truth !== true).map((clause) => `waits until ${describeClauseReason(clause)}`));
}
