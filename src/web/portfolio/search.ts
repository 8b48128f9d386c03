import type { Question } from "../../contract/routes.ts";
import type { JourneyStatus } from "../../journey/status.ts";
import type { Band } from "../../scores/bands.ts";
import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, listIn, textIn, wordIn } from "../route/search-text.ts";
import { type GroupBy, groupWords } from "./group-words.ts";
import { statusLook } from "../words/journey-status.ts";
import { columnIdsIn, isMetricId, metricId, metricsOf, traitsOf } from "./column-ids.ts";
import { bandLook } from "../words/band.ts";

type Asking = Question<"listAccounts">;
export type SortKey = NonNullable<Asking["sort"]>;
export type SortOrder = NonNullable<Asking["order"]>;
type OwnSort = Exclude<SortKey, `metric:${string}`>;

/** What the portfolio shows, as its address says; an empty list is no filter. */
export interface PortfolioSearch extends PageSearch {
  readonly band?: readonly Band[];
  readonly stage?: readonly string[];
  readonly segment?: readonly string[];
  readonly stageStatus?: readonly JourneyStatus[];
  readonly benchmark?: "under";
  readonly owner?: readonly string[];
  readonly text?: string;
  readonly sort?: SortKey;
  readonly order?: SortOrder;
  /** Which columns, from left to right; absent are the usual ones. */
  readonly columns?: readonly string[];
  readonly group?: GroupBy;
  /** Groups are closed unless they are among `toggled`; else they are open unless they are. */
  readonly groups?: "closed";
  readonly toggled?: readonly string[];
  /** Renewals from now on until so many days later. */
  readonly renewing?: string;
  /** Everything, also where the portfolio opens with a view of the reader's own. */
  readonly show?: "near" | "all";
}

/** The way round in which people want a column first. */
export const firstOrder: Readonly<Record<OwnSort, SortOrder>> = {
  name: "ascending",
  score: "ascending",
  change7Days: "ascending",
  change30Days: "ascending",
  revenue: "descending",
  renewal: "ascending",
  coverage: "ascending",
  gap: "ascending",
  stageDays: "descending",
};

const isOwnSort = (sort: string): sort is OwnSort => Object.hasOwn(firstOrder, sort);

/** The lowest values of a metric first, whatever they mean. */
const firstOrderOf = (sort: SortKey): SortOrder => (isOwnSort(sort) ? firstOrder[sort] : "ascending");

function sortIn(search: SearchTexts): SortKey | undefined {
  const sort = textIn(search, "sort");
  if (sort === undefined) return undefined;
  return isOwnSort(sort) || isMetricId(sort) ? sort : undefined;
}

const shows = { near: true, all: true } as const;
const orders: Readonly<Record<SortOrder, true>> = { ascending: true, descending: true };

export function readPortfolioSearch(search: SearchTexts): PortfolioSearch {
  const bands = listIn(search, "band").filter((band): band is Band => Object.hasOwn(bandLook, band));
  const statuses = listIn(search, "stageStatus").filter((status): status is JourneyStatus => Object.hasOwn(statusLook, status));
  const columns = columnIdsIn(listIn(search, "columns").join());
  const group = wordIn(search, "group", groupWords);
  const [sort, order, show, text, renewing] = [sortIn(search), wordIn(search, "order", orders), wordIn(search, "show", shows), textIn(search, "text"), textIn(search, "renewing")];
  return {
    ...readPageSearch(search),
    ...(bands.length > 0 && { band: bands }),
    ...listOf("stage", search),
    ...listOf("segment", search),
    ...(statuses.length > 0 && { stageStatus: statuses }),
    ...(textIn(search, "benchmark") === "under" && { benchmark: "under" as const }),
    ...listOf("owner", search),
    ...(text !== undefined && { text }),
    ...(sort !== undefined && { sort }),
    ...(order !== undefined && { order }),
    ...(renewing !== undefined && /^[1-9]\d{0,2}$/.test(renewing) && { renewing }),
    ...(show !== undefined && { show }),
    ...(columns.length > 0 && { columns }),
    ...(group !== undefined && { group, ...(textIn(search, "groups") === "closed" && { groups: "closed" as const }), ...listOf("toggled", search) }),
  };
}

function listOf<K extends string>(name: K, search: SearchTexts): { readonly [N in K]?: readonly string[] } {
  const list = listIn(search, name);
  return (list.length > 0 ? { [name]: list } : {}) as { readonly [N in K]?: readonly string[] };
}

/** What rows have to bring along for the columns that are shown. */
export function fieldsOf({ columns = [] }: PortfolioSearch): Pick<Asking, "metrics" | "traits"> {
  const [metrics, traits] = [metricsOf(columns), traitsOf(columns)];
  return { ...(metrics.length > 0 && { metrics: [...metrics] }), ...(traits.length > 0 && { traits: [...traits] }) };
}

/** Which accounts: the part of the question that the list, the sums and the export have in common. */
export function filtersOf({ band, stage, segment, stageStatus, benchmark, owner, text, asOf, renewing }: PortfolioSearch, today: string): Omit<Asking, "sort" | "order" | "limit" | "cursor" | "sparkline" | "group" | "inGroup" | "offset" | "metrics" | "traits"> {
  return {
    ...(asOf !== undefined && { asOf }),
    ...(band && { band: [...band] }),
    ...(stage && { stage: [...stage] }),
    ...(segment && { segment: [...segment] }),
    ...(stageStatus && { stageStatus: [...stageStatus] }),
    ...(benchmark && { benchmark }),
    ...(owner && { owner: [...owner] }),
    ...(text !== undefined && { text }),
    ...(renewing !== undefined && { renewalFrom: asOf ?? today, renewalBefore: daysAfter(asOf ?? today, Number(renewing)) }),
  };
}

export function sortingOf({ sort = "score", order }: PortfolioSearch): { readonly sort: SortKey; readonly order: SortOrder } {
  return { sort, order: order ?? firstOrderOf(sort) };
}

/** The same without an order by a metric that the health definition no longer has. */
export function withKnownOrder({ sort, order, ...rest }: PortfolioSearch, metrics: readonly { readonly metric: string }[]): PortfolioSearch {
  if (sort !== undefined && isMetricId(sort) && !metrics.some(({ metric }) => sort === metricId(metric))) return rest;
  return { ...rest, ...(sort !== undefined && { sort }), ...(order !== undefined && { order }) };
}

/** What a click on a column's head asks for: another column its own way first, the same one the other way round. */
export function sortedBy(search: PortfolioSearch, sort: SortKey): PortfolioSearch {
  const now = sortingOf(search);
  const order = now.sort !== sort ? firstOrderOf(sort) : now.order === "ascending" ? "descending" : "ascending";
  return { ...search, sort, order };
}

type ListName = "band" | "stage" | "segment" | "stageStatus" | "owner";

/** A filter with these values; none takes it away. */
export function filteredBy(search: PortfolioSearch, name: ListName, values: readonly string[]): PortfolioSearch {
  const { [name]: _before, ...rest } = search;
  return values.length > 0 ? { ...rest, [name]: values } : rest;
}

export function isFiltered({ band, stage, segment, stageStatus, benchmark, owner, text, renewing }: PortfolioSearch): boolean {
  return [band, stage, segment, stageStatus, benchmark, owner, text, renewing].some((given) => given !== undefined);
}

/** Dates are days of the calendar here; the server knows whose. */
function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date.slice(0, 10)) + days * 86_400_000).toISOString().slice(0, 10);
}
