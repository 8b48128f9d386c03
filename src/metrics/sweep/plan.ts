import { isWithdrawable } from "../../events/vocabulary.ts";
import { type Aggregate, aggregateKey } from "../aggregate.ts";
import type { Selection } from "../selection.ts";

/** An aggregate that whole days of events are enough for. */
export type SweptAggregate = Extract<Aggregate, { fn: "count" | "users" | "days" | "sum" | "numbers" | "last_time" | "feature_users" | "features_used" }>;

/** An aggregate that holds its value from one fact to the next. */
export type SteppedAggregate = Extract<
  Aggregate,
  { fn: "last_number" | "last_number_time" | "last_time_back" | "seats" | "mrr" | "contract_start" | "trait_number" | "trait_time" }
>;

export interface SweepPlan {
  /** Bit k of an event's mask says that selection k selects it. */
  readonly selections: readonly Selection[];
  /** Number properties that are summed. */
  readonly properties: readonly string[];
  readonly swept: readonly SweptAggregate[];
  /** What changes only where single facts of an account do. */
  readonly stepped: readonly SteppedAggregate[];
  /** What has to be measured instant by instant. */
  readonly rest: readonly Aggregate[];
}

const sweptFns: ReadonlySet<Aggregate["fn"]> = new Set(["count", "users", "days", "sum", "numbers", "last_time", "feature_users", "features_used"]);
const steppedFns: ReadonlySet<Aggregate["fn"]> = new Set(["last_number", "last_number_time", "last_time_back", "seats", "mrr", "contract_start", "trait_number", "trait_time"]);

function isStepped(aggregate: Aggregate): aggregate is SteppedAggregate {
  return steppedFns.has(aggregate.fn) && !("select" in aggregate && aggregate.select.users !== undefined);
}

const mostSelections = 31;

export function selectionsOf(aggregate: SweptAggregate): readonly Selection[] {
  return "features" in aggregate ? aggregate.features : [aggregate.select];
}

/** Whose events count may change from day to day, and so may what a person withdrew: neither is a fact of one day. */
function isFixed({ events, users }: Selection): boolean {
  return users === undefined && !events?.some(isWithdrawable);
}

function isSweepable(aggregate: Aggregate): aggregate is SweptAggregate {
  if (!sweptFns.has(aggregate.fn)) return false;
  const swept = aggregate as SweptAggregate;
  if ("window" in swept && !("days" in swept.window.length && "days" in (swept.window.back ?? { days: 0 }))) return false;
  return selectionsOf(swept).every(isFixed);
}

export const selectionKey = (selection: Selection): string => JSON.stringify([selection.events, selection.where]);

/** Splits aggregates into those that one pass over days gives and the rest, and numbers the selections. */
export function planSweep(aggregates: readonly Aggregate[]): SweepPlan {
  const selections = new Map<string, Selection>();
  const properties = new Set<string>();
  const swept: SweptAggregate[] = [];
  const stepped: SteppedAggregate[] = [];
  const rest: Aggregate[] = [];
  for (const aggregate of new Map(aggregates.map((each) => [aggregateKey(each), each])).values()) {
    if (isStepped(aggregate)) {
      stepped.push(aggregate);
      continue;
    }
    const wanted = isSweepable(aggregate) ? selectionsOf(aggregate).filter((each) => !selections.has(selectionKey(each))) : undefined;
    if (!wanted || selections.size + wanted.length > mostSelections) {
      rest.push(aggregate);
      continue;
    }
    for (const selection of wanted) selections.set(selectionKey(selection), selection);
    if ("property" in aggregate) properties.add(aggregate.property);
    swept.push(aggregate as SweptAggregate);
  }
  return { selections: [...selections.values()], properties: [...properties], swept, stepped, rest };
}
