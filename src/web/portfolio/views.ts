import { writeSearch } from "../route/search-text.ts";
import type { PortfolioSearch } from "./search.ts";

/** A set of filters, an order, groups and columns under a name. */
export interface View {
  readonly name: string;
  readonly search: PortfolioSearch;
}

/** What a day usually begins with. */
export const standardViews: readonly View[] = [
  { name: "All accounts", search: {} },
  { name: "Red", search: { band: ["red"] } },
  { name: "Fell most in 30 days", search: { sort: "change30Days", order: "ascending" } },
  { name: "Just under the next band", search: { show: "near" } },
  { name: "Under their benchmark", search: { benchmark: "under", sort: "gap" } },
  { name: "Stuck or behind", search: { stageStatus: ["stuck", "behind"], sort: "stageDays" } },
  { name: "Renewing in 90 days", search: { renewing: "90", sort: "renewal" } },
  { name: "Without a band", search: { band: ["unknown"] } },
];

/** The address of a view without its date, in one order of names, so that two can be compared. */
export function addressOf({ asOf: _asOf, ...search }: PortfolioSearch): string {
  // That everything is shown is said only where the portfolio would open with something else.
  const { show, ...rest } = search;
  const sorted = Object.entries({ ...rest, ...(show === "near" && { show }) }).sort(([left], [right]) => (left < right ? -1 : 1));
  return writeSearch(Object.fromEntries(sorted) as Record<string, string | readonly string[]>);
}

/** Filters, order, groups and columns as the server keeps them. */
export const textOf = ({ search }: Pick<View, "search">): string => addressOf(search).replace(/^\?/, "");

export function viewOf<V extends View>(search: PortfolioSearch, views: readonly V[]): V | undefined {
  const address = addressOf(search);
  return views.find((view) => addressOf(view.search) === address);
}

/** Two views of one name couldn't be told apart; keeping one under a name replaces the one that has it. */
export const whyNotCalled = (name: string, others: readonly Pick<View, "name">[]): string | undefined => (others.some((view) => view.name === name) ? "Another view has this name" : undefined);

/** What the address becomes: with a view of one's own to begin with, an empty one would open that. */
export function shownWith(search: PortfolioSearch, hasFirst: boolean): PortfolioSearch {
  return hasFirst && addressOf(search) === "" ? { ...search, show: "all" } : search;
}
