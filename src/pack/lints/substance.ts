import { isReserved } from "../../events/vocabulary.ts";
import type { MetricDefinition } from "../../metrics/schema.ts";
import type { Selection } from "../../metrics/selection.ts";
import { type Ingredient, ingredientsOf } from "./ingredients.ts";
import type { Finding, Lint, Subject } from "./lint.ts";
import { percent, scored } from "./weights.ts";

export const activityOnly: Lint = {
  code: "activity-only",
  severity: "warning",
  notices: "Everything that counts in the score is activity in the product.",
  reason:
    "The most common mistake. People use a product every day without getting value from it, or use it while they look for another. Whether they get value shows in what they achieve, in what they say, in how support goes, and in whether their executives still come.",
  check: ({ pack }) => {
    const ingredients = scored(pack).flatMap(({ id }) => ingredientsOf(pack, id));
    if (ingredients.length === 0 || !ingredients.every(isActivity)) return [];
    return [{ path: ["model", "categories"], message: "the score is made of activity alone", help: "add a survey, support, reviews with the sponsor, milestones reached, or the CSM's pulse" }];
  },
};

export const financialMetric: Lint = {
  code: "financial-metric",
  severity: "warning",
  notices: "Money counts in the score: contract revenue, or a trait or property about revenue.",
  reason:
    "A procurement department keeps paying for a product that nobody uses. Revenue says what is at stake, not how the customer is doing; it changes last, when the decision has been made. Use it for segments and for what to do first.",
  check: (subject) => about(subject, (ingredient) => moneyIn(ingredient), "is money, which says what is at stake and not how the customer is doing"),
};

export const npsInScore: Lint = {
  code: "nps-in-score",
  severity: "warning",
  notices: "NPS counts in the score.",
  reason:
    "NPS lags: it tells how somebody felt about what has already happened. It can't be acted on, because it names no cause; few answer, and rarely those who decide. Ask for satisfaction after a touchpoint instead: kick-off, install, review, support case.",
  check: (subject) => about(subject, npsIn, "is NPS, which comes late and names nothing to act on"),
};

export const trendHeavy: Lint = {
  code: "trend-heavy",
  severity: "warning",
  notices: "More than half of the score rests on trends.",
  reason:
    "On public data with dated outcomes the level and the recency of use told who would leave; the trend alone did not (rank AUC 0.70 to 0.94 against 0.44 to 0.51). A model that leans on decline misses those who never used much.",
  check: ({ pack }) => {
    const share = scored(pack).filter(({ id }) => pack.metrics[id]?.kind === "trend").reduce((sum, metric) => sum + metric.share, 0);
    // A share of exactly half may come out a rounding error above it.
    if (share <= 0.5 + 1e-9) return [];
    return [{ path: ["model", "categories"], message: `trends make ${percent(share)} of the score`, help: "let level (share of active users, active days) and recency weigh more" }];
  },
};

/** One finding for each metric of the model that has such an ingredient. */
function about({ pack }: Subject, named: (ingredient: Ingredient) => string | undefined, verdict: string): Finding[] {
  return scored(pack).flatMap(({ id, path }) => {
    const name = ingredientsOf(pack, id).map(named).find((found) => found !== undefined);
    return name === undefined ? [] : [{ path, message: `\`${name}\` ${verdict}`, help: "take it out of the score, or give it weight 0 to show it without counting it" }];
  });
}

const moneyWord = /(?:^|[_.\s-])(?:mrr|arr|acv|tcv|revenue|spend|spending|invoice[sd]?|billing|payment[s]?|price|ltv|gmv)(?:$|[_.\s-])/i;
const npsWord = /(?:^|[_.\s-])(?:nps|net[_.\s-]?promoter(?:[_.\s-]score)?)(?:$|[_.\s-])/i;

function moneyIn(ingredient: Ingredient): string | undefined {
  if (ingredient.from === "contract") return ingredient.figure === "mrr" ? "mrr" : undefined;
  if (ingredient.from === "trait") return moneyWord.test(ingredient.trait) ? ingredient.trait : undefined;
  return namesIn(ingredient.metric).some((name) => moneyWord.test(name)) ? ingredient.id : undefined;
}

function npsIn(ingredient: Ingredient): string | undefined {
  if (ingredient.from === "trait") return npsWord.test(ingredient.trait) ? ingredient.trait : undefined;
  if (ingredient.from !== "metric") return undefined;
  return [ingredient.id, ...namesIn(ingredient.metric)].some((name) => npsWord.test(name)) ? ingredient.id : undefined;
}

/** What a metric reads: the trait, property, survey or measurement by its name. */
function namesIn(metric: MetricDefinition): string[] {
  switch (metric.kind) {
    case "trait":
      return [metric.trait];
    case "sum":
    case "average":
    case "last":
      return [metric.property];
    case "survey":
      return [metric.survey, metric.touchpoint].filter((name) => name !== undefined);
    case "manual":
      return [metric.measurement];
    default:
      return [];
  }
}

function isActivity(ingredient: Ingredient): boolean {
  return ingredient.from === "metric" && measuresActivity(ingredient.metric);
}

function measuresActivity(metric: MetricDefinition): boolean {
  switch (metric.kind) {
    case "count":
    case "active_users":
    case "active_days":
    case "share_of_users":
    case "recency":
    case "sum":
    case "average":
    case "last":
      return isProductUse(metric);
    case "adoption":
      return metric.features.every(isProductUse);
    // Made of other metrics, which are looked at themselves.
    case "trend":
    case "rate":
    case "attainment":
    case "formula":
    case "recipe":
      return true;
    case "open_items":
    case "trait":
    case "survey":
    case "milestones":
    case "pulse":
    case "manual":
      return false;
  }
}

/** Without names every event counts that isn't in the reserved vocabulary: those are what people do in the product. */
function isProductUse({ events }: Selection): boolean {
  return events?.every((name) => !isReserved(name) || name === "usage_total") ?? true;
}
