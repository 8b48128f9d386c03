import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, wordIn } from "../route/search-text.ts";

/** What can be looked at, in the order in which the questions come up. */
export const insightViews = {
  prediction: { name: "Does health predict renewals?" },
  "before-losses": { name: "What came before" },
  likelihood: { name: "How likely a loss is" },
  weights: { name: "Other weights" },
  year: { name: "The last year" },
  responses: { name: "How fast we respond" },
} as const;
export type InsightView = keyof typeof insightViews;

export interface InsightsSearch extends PageSearch {
  readonly view?: InsightView;
}

export function readInsightsSearch(search: SearchTexts): InsightsSearch {
  const view = wordIn(search, "view", insightViews);
  return { ...readPageSearch(search), ...(view !== undefined && { view }) };
}
