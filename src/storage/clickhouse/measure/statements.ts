import { type Aggregate, aggregateKey } from "../../../metrics/aggregate.ts";
import type { MeasureRequest } from "../../../engine/ports.ts";
import type { Instant } from "../../../lib/zone.ts";
import type { Query } from "../query.ts";
import { firstEvents } from "../event-names.ts";
import { type TraitAggregate, bornStatement, contractsStatement, traitsStatement } from "./accounts.ts";
import { Binder } from "./binder.ts";
import { type EventAggregate, eventsStatement, isUsedOnce } from "./events.ts";
import { type ItemAggregate, itemsStatement } from "./items.ts";
import type { AccountRange, Scope } from "./scope.ts";
import { type FeatureAggregate, featuresStatement, knownUsersStatement } from "./users.ts";

/** A statement, and which aggregate each of its columns `a0`, `a1`, … answers. */
export interface FamilyQuery extends Query {
  readonly aggregates: readonly Aggregate[];
}

export interface MeasureQueries {
  readonly families: readonly FamilyQuery[];
  /** Seats, revenue and start of the active contracts, by currency; absent when nothing needs them. */
  readonly contracts?: Query;
  readonly born: Query;
  readonly feeds: Query;
}

type Family = "events" | "features" | "known users" | "items" | "contracts" | "traits";

const families: Readonly<Record<Aggregate["fn"], Family>> = {
  count: "events", users: "events", days: "events", sum: "events", numbers: "events",
  last_time: "events", last_time_back: "events", first_time: "events", last_number: "events", last_number_time: "events",
  feature_users: "features", features_used: "features",
  known_users: "known users",
  items_open: "items", items_oldest: "items", items_closed: "items", items_hours: "items",
  seats: "contracts", mrr: "contracts", contract_start: "contracts",
  trait_number: "traits", trait_time: "traits",
};

/** A feature that needs to be used only once is told from single events; no grouping by user is needed then. */
function familyOf(aggregate: Aggregate): Family {
  return isUsedOnce(aggregate) ? "events" : families[aggregate.fn];
}

type Compose = (scope: Scope) => string;

/** A measurement of the accounts asked for, or of those in a range; events before `since` don't matter to it. */
export type RangedRequest = MeasureRequest & { readonly range?: AccountRange; readonly since?: Instant };

/** The statement that `compose` writes, with the parameters that it bound. */
export function scopedQuery(name: string, request: RangedRequest, compose: Compose): Query {
  const binder = new Binder(request.instants);
  const { workspace, knownAt, accounts, range, since } = request;
  const text = compose({ binder, workspace, ...(knownAt !== undefined && { knownAt }), ...(accounts && { accounts }), ...(range && { range }), ...(since !== undefined && { since }) });
  return { name, text, parameters: binder.parameters() };
}

/** Items of the same two selections are read together; others need a statement of their own. */
function groupItems(aggregates: readonly ItemAggregate[]): ItemAggregate[][] {
  const key = ({ opened, closed, item }: ItemAggregate): string => JSON.stringify([opened, closed, item]);
  return Object.values(Object.groupBy(aggregates, key) as Record<string, ItemAggregate[]>);
}

/** As known at an instant, the feeds have to be read from the log itself. */
function feedsQuery({ workspace, knownAt }: MeasureRequest): Query {
  if (knownAt === undefined) return firstEvents(workspace);
  return {
    name: "first event of each name, as known then",
    text: `SELECT CAST(name, 'String') AS name, toFloat64(toUnixTimestamp64Milli(min(time))) AS first
FROM events WHERE workspace = {workspace:String} AND known_at <= fromUnixTimestamp64Milli({known:Int64}) GROUP BY name`,
    parameters: { workspace, known: knownAt },
  };
}

/** One statement for each family of aggregates; a fact that is read once feeds all the metrics that need it. */
export function measureQueries(request: RangedRequest, aggregates: readonly Aggregate[]): MeasureQueries {
  const distinct = [...new Map(aggregates.map((aggregate) => [aggregateKey(aggregate), aggregate])).values()];
  const of: Partial<Record<Family, Aggregate[]>> = Object.groupBy(distinct, familyOf);
  const { zone, instants } = request;
  const family = (name: string, members: readonly Aggregate[], compose: Compose): FamilyQuery => ({ ...scopedQuery(name, request, compose), aggregates: members });
  const events = (of.events ?? []) as EventAggregate[];
  const queries: FamilyQuery[] = [];
  // A slice already knows when its accounts were born; then events are read only where something is asked of them.
  if (events.length > 0 || !request.range) queries.push(family("measure events", events, (scope) => eventsStatement(scope, zone, events)));
  const features = of.features as FeatureAggregate[] | undefined;
  if (features) queries.push(family("measure features", features, (scope) => featuresStatement(scope, zone, features)));
  if (of["known users"]) queries.push(family("measure known users", of["known users"], knownUsersStatement));
  for (const items of groupItems((of.items ?? []) as ItemAggregate[])) queries.push(family("measure items", items, (scope) => itemsStatement(scope, zone, items)));
  const traits = of.traits as TraitAggregate[] | undefined;
  if (traits) queries.push(family("measure traits", traits, (scope) => traitsStatement(scope, traits)));
  return {
    families: queries,
    ...(of.contracts && { contracts: scopedQuery("measure contracts", request, contractsStatement) }),
    born: scopedQuery("births of accounts", { ...request, instants: instants.slice(-1) }, bornStatement),
    feeds: feedsQuery(request),
  };
}
