import type { PortfolioSearch } from "./search.ts";

/** Shows another portfolio; `replace` where going back should skip it, as for each letter of a text. */
export type ChangeSearch = (next: PortfolioSearch, options?: { readonly replace?: boolean }) => void;
