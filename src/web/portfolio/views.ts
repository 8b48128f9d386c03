import { writeSearch } from "../route/search-text.ts";
import type { PortfolioSearch } from "./search.ts";

/** A set of filters and a sorting under a name. */
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
  const sorted = Object.entries(search).sort(([left], [right]) => (left < right ? -1 : 1));
  return writeSearch(Object.fromEntries(sorted) as Record<string, string | readonly string[]>);
}

export function viewOf(search: PortfolioSearch, views: readonly View[]): View | undefined {
  const address = addressOf(search);
  return views.find((view) => addressOf(view.search) === address);
}
