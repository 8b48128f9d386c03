import type { Question } from "../../contract/routes.ts";
import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type RowsSearch, readRowsSearch } from "../route/rows.ts";
import { type SearchTexts, textIn } from "../route/search-text.ts";

/** What the page of benchmarks shows; a chosen place narrows the list, `-` is none. */
export interface BenchmarksSearch extends PageSearch, RowsSearch {
  readonly score?: string;
  readonly stage?: string;
  readonly segment?: string;
}

export const noPlace = "-";

export function readBenchmarksSearch(search: SearchTexts): BenchmarksSearch {
  const [score, stage, segment] = [textIn(search, "score"), textIn(search, "stage"), textIn(search, "segment")];
  return { ...readPageSearch(search), ...readRowsSearch(search), ...(score !== undefined && { score }), ...(stage !== undefined && { stage }), ...(segment !== undefined && { segment }) };
}

export function benchmarksQuestion({ asOf, score, stage, segment }: BenchmarksSearch, limit: number): Question<"getBenchmarks"> {
  const placeOf = (given: string): string => (given === noPlace ? "" : given);
  return { ...(asOf !== undefined && { asOf }), ...(score !== undefined && { score }), ...(stage !== undefined && { stage: placeOf(stage) }), ...(segment !== undefined && { segment: placeOf(segment) }), limit };
}

/** How far the accounts of a place are from what is usual there, in five steps. */
export type Shade = "far_under" | "under" | "usual" | "above" | "far_above";

export function shadeOf(meanGap: number | null): Shade {
  if (meanGap === null) return "usual";
  if (meanGap <= -10) return "far_under";
  if (meanGap <= -3) return "under";
  if (meanGap < 3) return "usual";
  return meanGap < 10 ? "above" : "far_above";
}

export const shadeWords: Readonly<Record<Shade, string>> = { far_under: "10 points or more under", under: "3 to 10 under", usual: "as usual", above: "3 to 10 above", far_above: "10 or more above" };
