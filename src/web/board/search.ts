import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn } from "../route/search-text.ts";

/** What the board shows, as its address says. */
export interface BoardSearch extends PageSearch {
  /** Bands over time by revenue; absent is by accounts. */
  readonly of?: "revenue";
}

export function readBoardSearch(search: SearchTexts): BoardSearch {
  return { ...readPageSearch(search), ...(textIn(search, "of") === "revenue" && { of: "revenue" as const }) };
}
