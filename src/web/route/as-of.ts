import { type SearchTexts, textIn } from "./search-text.ts";

/** What every page's address may say: the date as of which everything is shown; absent is now. */
export interface PageSearch {
  readonly asOf?: string | undefined;
}

const pattern = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/;

export function readPageSearch(search: SearchTexts): PageSearch {
  const asOf = textIn(search, "asOf");
  return asOf !== undefined && pattern.test(asOf) && !Number.isNaN(Date.parse(asOf)) ? { asOf } : {};
}
