import { type EventClass, classOfEvent } from "../../events/retention-class.ts";
import { inDays } from "../../lib/duration.ts";
import type { Aggregate, Items, Window } from "../../metrics/aggregate.ts";
import { type Metrics, aggregatesOf } from "../../metrics/plan.ts";
import type { Selection } from "../../metrics/selection.ts";

/** Of events that fit, the latest or the first stays however old it is: something is told from it without a window. */
export interface Anchor {
  readonly select: Selection;
  readonly end: "first" | "last";
  /** A property that the event must have, and where it is a text, the texts that stand for a number. */
  readonly property?: string;
  readonly values?: Readonly<Record<string, number>>;
}

/** What a definition of health reads of events, as far as it decides which old ones have to stay. */
export interface Reach {
  /** The longest window over events of each class, in days. */
  readonly days: Readonly<Record<EventClass, number>>;
  readonly anchors: readonly Anchor[];
  /** Items of which it is told whether they are open; `ever` where also closed ones count without a window. */
  readonly items: readonly (Items & { readonly ever: boolean })[];
}

/** Support tickets stay open whatever the definition in use says of them. */
const tickets: Items = { opened: { events: ["ticket_opened"] }, closed: { events: ["ticket_closed"] }, item: "ticket" };

/** An override without an expiry lasts so long. */
const overrideDays = 31;

const classesOf = ({ events }: Selection): EventClass[] => (events ? [...new Set(events.map(classOfEvent))] : ["usage"]);

/** A daylight-saving change and the beginning of the day, where windows end with it. */
const daysOf = (window: Pick<Window, "length" | "back">): number => Math.ceil(inDays(window.length)) + Math.ceil(window.back ? inDays(window.back) : 0) + 2;

/** How far back metrics look, and what of the past they need without a window. */
export function reachOf(metrics: Metrics): Reach {
  const days: Record<EventClass, number> = { usage: 0, conversations: 0, tickets: 0, opinions: overrideDays, relationship: 0 };
  const anchors: Anchor[] = [];
  const items = new Map<string, Items & { readonly ever: boolean }>();
  const needs = (selections: readonly Selection[], count: number): void => {
    for (const name of selections.flatMap(classesOf)) days[name] = Math.max(days[name], count);
  };
  const addItems = ({ opened, closed, item }: Items, ever: boolean): void => {
    const key = JSON.stringify([opened, closed, item]);
    items.set(key, { opened, closed, item, ever: ever || (items.get(key)?.ever ?? false) });
  };
  addItems(tickets, false);
  for (const aggregate of Object.values(metrics).flatMap((metric) => aggregatesOf(metric, metrics))) {
    if ("window" in aggregate && aggregate.window) needs(selectionsOf(aggregate), daysOf(aggregate.window));
    if (aggregate.fn === "last_time_back") needs([aggregate.select], daysOf({ length: aggregate.back }));
    if ("item" in aggregate) addItems(aggregate, (aggregate.fn === "items_closed" || aggregate.fn === "items_hours") && aggregate.window === undefined);
    const anchor = anchorOf(aggregate);
    if (anchor) anchors.push(anchor);
  }
  return { days, anchors, items: [...items.values()] };
}

function selectionsOf(aggregate: Aggregate): readonly Selection[] {
  if ("select" in aggregate) return [aggregate.select];
  if ("features" in aggregate) return aggregate.features;
  return "opened" in aggregate ? [aggregate.opened, aggregate.closed] : [];
}

/** How each aggregate without a window looks for its event; whoever adds one is told here. */
const ends: Readonly<Record<Aggregate["fn"], Anchor["end"] | undefined>> = {
  first_time: "first",
  last_time: "last", last_time_back: "last", last_number: "last", last_number_time: "last",
  count: undefined, users: undefined, days: undefined, sum: undefined, numbers: undefined, feature_users: undefined, features_used: undefined,
  known_users: undefined, items_open: undefined, items_oldest: undefined, items_closed: undefined, items_hours: undefined,
  seats: undefined, mrr: undefined, contract_start: undefined, trait_number: undefined, trait_time: undefined,
};

/** Who of the users counts may change from day to day, so that is left out: of every user one stays. */
function anchorOf(aggregate: Aggregate): Anchor | undefined {
  const end = ends[aggregate.fn];
  if (end === undefined || !("select" in aggregate)) return undefined;
  const { events, where } = aggregate.select;
  const text = "property" in aggregate ? { property: aggregate.property, ...("values" in aggregate && aggregate.values && { values: aggregate.values }) } : {};
  return { select: { ...(events && { events }), ...(where && { where }) }, end, ...text };
}
