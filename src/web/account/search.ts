import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn, wordIn } from "../route/search-text.ts";

export const ranges = { quarter: { name: "90 days", days: 90 }, year: { name: "1 year", days: 366 }, all: { name: "All", days: Infinity } } as const;
export type Range = keyof typeof ranges;

/** What can be said or begun on the page of an account. */
export const openable = { pulse: {}, opinion: {}, note: {}, stage: {}, goal: {}, owner: {}, plan: {} } as const;
export type Openable = keyof typeof openable;

/** What an account's page shows, as its address says. */
export interface AccountSearch extends PageSearch {
  /** The date that today is compared with. */
  readonly since?: string;
  /** The metric whose events are open. */
  readonly metric?: string;
  readonly range?: Range;
  /** The form that is open. */
  readonly open?: Openable;
}

export function readAccountSearch(search: SearchTexts): AccountSearch {
  const [since, metric, range, open] = [textIn(search, "since"), textIn(search, "metric"), wordIn(search, "range", ranges), wordIn(search, "open", openable)];
  return {
    ...readPageSearch(search),
    ...(since !== undefined && /^\d{4}-\d\d-\d\d$/.test(since) && { since }),
    ...(metric !== undefined && { metric }),
    ...(range !== undefined && { range }),
    ...(open !== undefined && { open }),
  };
}

/** The same page with another form open, or none. */
export function withOpen({ open: _before, ...search }: AccountSearch, open: Openable | undefined): AccountSearch {
  return open === undefined ? search : { ...search, open };
}
