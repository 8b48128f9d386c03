import type { Question } from "../../contract/routes.ts";
import { type PageSearch, readPageSearch } from "../route/as-of.ts";
import { type SearchTexts, listIn, textIn, wordIn } from "../route/search-text.ts";

/** What the page of plans can show. */
export const planViews = {
  open: { name: "Open", meaning: "Every open plan, what is late first" },
  mine: { name: "Mine", meaning: "Plans that you own, that have a step of yours, or of accounts in your books" },
  overdue: { name: "Overdue steps", meaning: "Open plans with a step whose day has passed" },
  review: { name: "Review due", meaning: "Open plans that nobody has looked at for a week" },
  unplanned: { name: "Red without a plan", meaning: "Accounts at risk that nobody has a plan for" },
  closed: { name: "Closed", meaning: "Plans that are done or abandoned, with what came of them" },
} as const;
export type PlanView = keyof typeof planViews;

/** What the page of plans shows, as its address says. */
export interface PlansSearch extends PageSearch {
  readonly view?: PlanView;
  readonly owner?: readonly string[];
  readonly text?: string;
  /** The plan that is looked at in the weekly review. */
  readonly review?: string;
}

export function readPlansSearch(search: SearchTexts): PlansSearch {
  const [view, owner, text, review] = [wordIn(search, "view", planViews), listIn(search, "owner"), textIn(search, "text"), textIn(search, "review")];
  return { ...readPageSearch(search), ...(view && { view }), ...(owner.length > 0 && { owner }), ...(text !== undefined && { text }), ...(review !== undefined && { review }) };
}

type Asking = Question<"listPlans">;

const narrowed: Readonly<Record<Exclude<PlanView, "unplanned">, Asking>> = {
  open: {},
  mine: { mine: "yes" },
  overdue: { overdue: "yes" },
  review: { reviewDue: "yes" },
  closed: { state: ["done", "abandoned"], sort: "started" },
};

/** Which plans the list asks for. */
export function questionOf({ view = "open", owner, text }: PlansSearch): Asking {
  return { ...narrowed[view === "unplanned" ? "open" : view], ...(owner && { owner: [...owner] }), ...(text !== undefined && { text }), limit: 200 };
}

/** The plan after or before another one; undefined at the end. */
export function besides(plans: readonly { readonly id: string }[], id: string, step: 1 | -1): string | undefined {
  const place = plans.findIndex((plan) => plan.id === id);
  return place < 0 ? plans[0]?.id : plans[place + step]?.id;
}
