import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, textIn } from "../route/search-text.ts";

/** What the page of the health definition shows, as its address says. */
export interface ModelSearch extends PageSearch {
  /** What is changed, as `draft.ts` writes it. */
  readonly draft?: string;
  /** Two versions that are compared, such as `2-5`. */
  readonly compare?: string;
}

export function readModelSearch(search: SearchTexts): ModelSearch {
  const [draft, compare] = [textIn(search, "draft"), textIn(search, "compare")];
  return { ...readPageSearch(search), ...(draft !== undefined && { draft }), ...(compare !== undefined && /^\d+-\d+$/.test(compare) && { compare }) };
}

export function comparedIn({ compare }: ModelSearch): { readonly from: number; readonly to: number } | undefined {
  const [from, to] = (compare ?? "").split("-").map(Number);
  return from && to ? { from, to } : undefined;
}
