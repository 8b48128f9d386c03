import type { PortfolioSearch } from "../portfolio/search.ts";

let last: PortfolioSearch = {};

/** What the portfolio showed last, so that the way back from an account leads to it and not to everybody. The date goes along by itself. */
export const lastList = (): PortfolioSearch => last;

export function noteList({ asOf: _asOf, ...search }: PortfolioSearch): void {
  last = search;
}
