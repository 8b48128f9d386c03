import { textOf } from "../accounts/account-log.ts";
import { describeClauseReason, explainCondition, sorted } from "../conditions/reason.ts";
import type { EventFact } from "../events/fact.ts";
import type { Duration } from "../lib/duration.ts";
import type { Instant } from "../lib/zone.ts";
import type { CompiledActivity, CompiledLine, CompiledMove, CompiledStage, Sight } from "./compile.ts";

/** What moved an account: its beginning, criteria, a person, a withdrawal of what a person set, the end, or a new beginning. */
export const moveCauses = ["start", "criteria", "person", "withdrawn", "lost", "returned"] as const;
export type MoveCause = (typeof moveCauses)[number];

export interface Move {
  readonly at: Instant;
  /** Places of stages in the line; undefined at the start. */
  readonly from: number | undefined;
  readonly to: number;
  readonly by: MoveCause;
  readonly reason: string;
  readonly author?: string;
}

/** Where an account is in one line of business, and all that has to be remembered of how it came there. */
export interface LineState {
  readonly stage: number;
  readonly since: Instant;
  readonly moves: readonly Move[];
  /** For each milestone the first instant at which it held. */
  readonly milestones: readonly (Instant | undefined)[];
  /** When it became a customer of the line, as far as the log tells. */
  readonly startedAt: Instant;
  /** Whether it was on its way already when the log begins to tell of it. */
  readonly wasUnderWay: boolean;
  /** The latest event that set the stage by hand; empty without one. */
  readonly hand: string;
  /** Where criteria pointed when a person set the stage: until they point elsewhere the person's word counts. */
  readonly heldOff: HeldOff | undefined;
}

/** A move that a person's word holds off. */
interface HeldOff {
  readonly to: number;
  readonly at: Instant;
  readonly author: string | undefined;
}

/** What is seen of an account and a line at an instant. */
export interface Seen {
  readonly sight: Sight;
  readonly born: Instant;
  readonly isCustomer: boolean;
  /** Since when it is a customer of the line; Infinity when no contract tells. */
  readonly customerSince: Instant;
  /** Stages that people set in this line, ascending. */
  readonly stagesSet: readonly EventFact[];
}

/**
 * The state at an instant, given the one at the previous local midnight: a stage remembers nothing else, so that what is
 * computed live and what is recomputed later are the same. Returns the state itself where nothing changed.
 */
export function stepLine(line: CompiledLine, previous: LineState | undefined, seen: Seen): LineState {
  if (line.stages.length === 0) throw new RangeError(`line of business \`${line.line.id}\` has no stages`);
  const begun = previous ?? begin(line, seen);
  const set = byHand(line, begun, seen);
  const lasting = byLoss(line, set, seen);
  return withMilestones(line, lasting.moves === begun.moves ? byCriteria(line, lasting, seen) : lasting, seen);
}

/** A new account passes at once through every stage that it has behind it already. */
function begin(line: CompiledLine, seen: Seen): LineState {
  const { born, customerSince, isCustomer } = seen;
  const passed = [0];
  let reason = "";
  for (let move = isCustomer ? wanted(line, 0, 0, seen) : undefined; move && !passed.includes(move.to); move = wanted(line, move.to, 0, seen)) {
    reason = reasonOf(line, passed.at(-1) as number, move, seen);
    passed.push(move.to);
  }
  const stage = passed.at(-1) as number;
  const startedAt = Math.min(born, customerSince);
  return {
    stage,
    since: born,
    moves: [{ at: born, from: undefined, to: stage, by: "start", reason }],
    milestones: line.milestones.map(() => undefined),
    startedAt,
    wasUnderWay: stage > 1 || startedAt < line.limit(born, twoDays),
    hand: "",
    heldOff: undefined,
  };
}

const twoDays: Duration = { days: 2 };

function byHand(line: CompiledLine, state: LineState, seen: Seen): LineState {
  const latest = seen.stagesSet.at(-1);
  const hand = latest?.messageId ?? "";
  if (hand === state.hand) return state;
  if (state.hand !== "" && !seen.stagesSet.some(({ messageId }) => messageId === state.hand)) return withoutHand(state, hand, seen);
  const place = line.placeOf.get(textOf(latest, "stage") ?? "");
  // Who is no customer any more stays where lost accounts are, whatever a person says.
  const isLost = !seen.isCustomer && state.stage === line.lost;
  if (!latest || place === undefined || place === state.stage || isLost) return { ...state, hand, ...(latest && place === state.stage && { heldOff: heldOffIn(line, state, { seen, latest }) }) };
  const author = textOf(latest, "author");
  const at = Math.max(latest.time, state.since);
  const moved = { ...state, hand, stage: place, since: at, moves: [...state.moves, { at, from: state.stage, to: place, by: "person" as const, reason: textOf(latest, "reason") ?? "", ...(author !== undefined && { author }) }] };
  return { ...moved, heldOff: heldOffIn(line, moved, { seen, latest }) };
}

function heldOffIn(line: CompiledLine, { stage, since }: LineState, { seen, latest }: { readonly seen: Seen; readonly latest: EventFact }): HeldOff | undefined {
  const move = wanted(line, stage, since, seen);
  return move && { to: move.to, at: latest.time, author: textOf(latest, "author") };
}

/** What a person set was taken back: the account goes back where it was, unless it has moved on since. */
function withoutHand(state: LineState, hand: string, { sight: { asOf } }: Seen): LineState {
  const last = state.moves.at(-1);
  if (last?.by !== "person" || last.from === undefined) return { ...state, hand, heldOff: undefined };
  return { ...moved(state, { at: asOf, to: last.from, by: "withdrawn", reason: "what was set by hand was withdrawn" }), hand };
}

function byLoss(line: CompiledLine, state: LineState, { isCustomer, sight: { asOf } }: Seen): LineState {
  if (line.lost < 0) return state;
  if (!isCustomer) return state.stage === line.lost ? state : moved(state, { at: asOf, to: line.lost, by: "lost", reason: "no customer any more" });
  const last = state.moves.at(-1);
  if (state.stage !== line.lost || last?.by !== "lost") return state;
  const wasShort = state.since > line.limit(asOf, shortGap);
  return moved(state, { at: asOf, to: wasShort ? (last.from ?? 0) : 0, by: "returned", reason: wasShort ? "a customer again after a short gap" : "a customer again" });
}

/** Contracts are often signed late. Who comes back within so long goes on where it was; later it begins anew. */
const shortGap: Duration = { days: 60 };

function byCriteria(line: CompiledLine, state: LineState, seen: Seen): LineState {
  if (!seen.isCustomer) return state;
  const { asOf } = seen.sight;
  const move = wanted(line, state.stage, state.since, seen);
  if (state.heldOff && move?.to === state.heldOff.to) return state;
  const free = state.heldOff === undefined ? state : { ...state, heldOff: undefined };
  const { stay } = (line.stages[state.stage] as CompiledStage).stage;
  if (!move || (stay && state.since > line.limit(asOf, stay))) return free;
  return moved(free, { at: asOf, to: move.to, by: "criteria", reason: reasonOf(line, state.stage, move, seen) });
}

const moved = (state: LineState, move: Omit<Move, "from">): LineState => ({
  ...state, stage: move.to, since: move.at, heldOff: undefined, moves: [...state.moves, { from: state.stage, ...move }],
});

/** The move that criteria call for, however short the stage has lasted. */
function wanted(line: CompiledLine, place: number, since: Instant, { sight }: Seen): CompiledMove | undefined {
  const { moves, activities } = line.stages[place] as CompiledStage;
  return moves.find((move) => move.holds(sight) === true && (!move.needsActivities || activities.every((one) => !one.activity.required || isDone(one, since, sight))));
}

/** Whether the activity was done: ever, or since the account came into the stage. */
export function isDone({ activity, lastDone }: CompiledActivity, since: Instant, sight: Sight): boolean {
  const done = lastDone(sight);
  return done !== undefined && (activity.counts === "ever" || done >= since);
}

/** What held when criteria moved the account. */
function reasonOf(line: CompiledLine, place: number, { conditions, needsActivities }: CompiledMove, { sight }: Seen): string {
  const source = line.source(sight);
  const held = conditions.flatMap((when) => sorted(explainCondition(when, source, line.wording)).held.map(describeClauseReason));
  const done = needsActivities ? (line.stages[place] as CompiledStage).activities.filter(({ activity }) => activity.required).map(({ activity }) => `${activity.name ?? activity.id} is done`) : [];
  return [...held, ...done].join("; ");
}

function withMilestones(line: CompiledLine, state: LineState, { sight, isCustomer }: Seen): LineState {
  if (!isCustomer || !state.milestones.includes(undefined)) return state;
  const at: Sight = { ...sight, stage: line.stages[state.stage]?.stage.id ?? null };
  let milestones: (Instant | undefined)[] | undefined;
  line.milestones.forEach(({ holds }, place) => {
    if (state.milestones[place] === undefined && holds(at) === true) (milestones ??= [...state.milestones])[place] = sight.asOf;
  });
  return milestones ? { ...state, milestones } : state;
}
