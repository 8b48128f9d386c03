import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn } from "../route/search-text.ts";

/** What the page about data shows, as its address says. */
export interface DataSearch extends PageSearch {
  /** The account of which it is asked why it isn't seen. */
  readonly account?: string;
  /** Only calls that couldn't be stored for this reason. */
  readonly code?: string;
}

export function readDataSearch(search: SearchTexts): DataSearch {
  const [account, code] = [textIn(search, "account"), textIn(search, "code")];
  return { ...readPageSearch(search), ...(account !== undefined && { account }), ...(code !== undefined && { code }) };
}
