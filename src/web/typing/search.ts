import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, wordIn } from "../route/search-text.ts";

/** Whose accounts: those of the own books, or everybody's. */
export const typingShows = { book: { name: "My book" }, everybody: { name: "Everybody" } } as const;
/** Which lines of them. */
export const typingNeeds = { all: { name: "All" }, asked: { name: "Overdue or due" } } as const;

export interface TypingSearch extends PageSearch {
  readonly show?: keyof typeof typingShows;
  readonly need?: keyof typeof typingNeeds;
}

export function readTypingSearch(search: SearchTexts): TypingSearch {
  const [show, need] = [wordIn(search, "show", typingShows), wordIn(search, "need", typingNeeds)];
  return { ...readPageSearch(search), ...(show && { show }), ...(need && { need }) };
}
