import type { Question } from "../../contract/routes.ts";
import type { Band } from "../../scores/bands.ts";
import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, listIn, wordIn } from "../route/search-text.ts";
import { bandLook } from "../words/band.ts";

/** How far ahead can be looked. */
export const spans = { 30: "30 days", 60: "60 days", 90: "90 days", 180: "180 days" } as const;
export type Span = `${keyof typeof spans}`;

export interface RenewalsSearch extends PageSearch {
  readonly days?: Span;
  readonly owner?: readonly string[];
  readonly segment?: readonly string[];
  readonly band?: readonly Band[];
}

export function readRenewalsSearch(search: SearchTexts): RenewalsSearch {
  const [owner, segment, days] = [listIn(search, "owner"), listIn(search, "segment"), wordIn(search, "days", spans as Readonly<Record<Span, string>>)];
  const bands = listIn(search, "band").filter((band): band is Band => Object.hasOwn(bandLook, band));
  return { ...readPageSearch(search), ...(days !== undefined && { days }), ...(owner.length > 0 && { owner }), ...(segment.length > 0 && { segment }), ...(bands.length > 0 && { band: bands }) };
}

export function renewalsQuestion({ asOf, days = "90", owner, segment, band }: RenewalsSearch): Question<"getRenewals"> {
  return { ...(asOf !== undefined && { asOf }), days: Number(days), ...(owner && { owner: [...owner] }), ...(segment && { segment: [...segment] }), ...(band && { band: [...band] }), limit: 500 };
}
