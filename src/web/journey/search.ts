import type { Question } from "../../contract/routes.ts";
import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type RowsSearch, readRowsSearch } from "../route/rows.ts";
import { type SearchTexts, listIn, textIn } from "../route/search-text.ts";

/** What the page of the journey shows, as its address says. */
export interface JourneySearch extends PageSearch, RowsSearch {
  readonly line?: string;
  readonly stage?: string;
  readonly owner?: readonly string[];
  readonly segment?: readonly string[];
  /** Everybody in the stage, not only who is late. */
  readonly show?: "all";
  /** Which duration is shown: `onboarded`, `first_value`, or `stage:` and its id. */
  readonly time?: string;
  readonly cohorts?: "segment";
}

export function readJourneySearch(search: SearchTexts): JourneySearch {
  const [line, stage, time, owner, segment] = [textIn(search, "line"), textIn(search, "stage"), textIn(search, "time"), listIn(search, "owner"), listIn(search, "segment")];
  return {
    ...readPageSearch(search),
    ...readRowsSearch(search),
    ...(line !== undefined && { line }),
    ...(stage !== undefined && { stage }),
    ...(owner.length > 0 && { owner }),
    ...(segment.length > 0 && { segment }),
    ...(textIn(search, "show") === "all" && { show: "all" as const }),
    ...(time !== undefined && { time }),
    ...(textIn(search, "cohorts") === "segment" && { cohorts: "segment" as const }),
  };
}

/** Which accounts are listed: who is late, unless everybody is asked for. */
export function listQuestion({ line, stage, owner, segment, show, asOf }: JourneySearch): Question<"getJourney"> {
  return {
    ...(asOf !== undefined && { asOf }),
    ...(line !== undefined && { line }),
    ...(stage !== undefined && { stage }),
    ...(owner && { owner: [...owner] }),
    ...(segment && { segment: [...segment] }),
    status: show === "all" ? ["on_track", "behind", "stuck"] : ["behind", "stuck"],
  };
}
