import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn, wordIn } from "../route/search-text.ts";

export const ranges = { quarter: { name: "90 days", days: 90 }, year: { name: "1 year", days: 366 }, all: { name: "All", days: Infinity } } as const;
export type Range = keyof typeof ranges;

/** What an account's page shows, as its address says. */
export interface AccountSearch extends PageSearch {
  /** The date that today is compared with. */
  readonly since?: string;
  /** The metric whose events are open. */
  readonly metric?: string;
  readonly range?: Range;
}

export function readAccountSearch(search: SearchTexts): AccountSearch {
  const [since, metric, range] = [textIn(search, "since"), textIn(search, "metric"), wordIn(search, "range", ranges)];
  return {
    ...readPageSearch(search),
    ...(since !== undefined && /^\d{4}-\d\d-\d\d$/.test(since) && { since }),
    ...(metric !== undefined && { metric }),
    ...(range !== undefined && { range }),
  };
}
