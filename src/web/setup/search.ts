import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn } from "../route/search-text.ts";

/** What the page that brings data in shows, as its address says. */
export interface SetupSearch extends PageSearch {
  /** The source whose ids are the accounts', where it isn't the one that saw the product used. */
  readonly into?: string;
}

export function readSetupSearch(search: SearchTexts): SetupSearch {
  const into = textIn(search, "into");
  return { ...readPageSearch(search), ...(into !== undefined && { into }) };
}
