import type { PrintedResult } from "../../contract/insight-results.ts";
import { type Anchors, type Draft, type Editable, noDraft, withEdit } from "../model/draft.ts";

type Tried = Extract<PrintedResult<"suggest">, { readonly kind: "tried" }>;
export type Suggested = Extract<Tried["result"], { readonly possible: true }>;
export type Change = Suggested["change"];

export interface SuggestedDraft {
  readonly draft: Draft;
  /** Metrics that are suggested and stand in no category: a draft can't add them. */
  readonly missing: readonly string[];
  /** Metrics whose scale is written in another form than that of the suggestion, and stays. */
  readonly otherScales: readonly string[];
}

/** The suggestion as a draft of the definition in use: weights, scales and where bands begin. Metrics that no longer count keep their place with weight 0. */
export function suggestedDraft({ metrics, bands }: Change, { categories, bands: present }: Editable): SuggestedDraft {
  const wanted = new Map(metrics.map((metric) => [metric.id, metric]));
  const weightOf = (id: string): number => wanted.get(id)?.weight ?? 0;
  const otherScales: string[] = [];
  let draft = withEdit(noDraft, "bands.red_below", { value: bands.red_below, original: present.redBelow });
  draft = withEdit(draft, "bands.yellow_below", { value: bands.yellow_below, original: present.yellowBelow });
  for (const category of categories) {
    const path = `categories.${category.id}`;
    draft = withEdit(draft, `${path}.weight`, { value: category.metrics.reduce((sum, { metric }) => sum + weightOf(metric), 0), original: category.weight });
    for (const { metric, weight, scale } of category.metrics) {
      draft = withEdit(draft, `${path}.metrics.${metric}.weight`, { value: weightOf(metric), original: weight });
      const anchors = wanted.get(metric) && anchorsOf(wanted.get(metric)?.scale ?? []);
      if (anchors && scale?.form === "anchors") draft = withEdit(draft, `${path}.metrics.${metric}.scale`, { value: anchors, original: scale.anchors });
      else if (anchors) otherScales.push(metric);
    }
  }
  const counted = new Set(categories.flatMap(({ metrics: own }) => own.map(({ metric }) => metric)));
  return { draft, otherScales, missing: metrics.map(({ id }) => id).filter((id) => !counted.has(id)) };
}

/** As an address holds them: what can't be told isn't in a suggestion. */
const anchorsOf = (scale: Change["metrics"][number]["scale"]): Anchors => scale.map(([raw, points]) => [raw ?? 0, points ?? 0] as const);

export interface SuggestedRow {
  readonly metric: string;
  /** Shares of the overall score; null for one that isn't counted. */
  readonly now: number | null;
  readonly suggested: number | null;
  readonly better: "more" | "less" | null;
}

/** What counts, beside the present: weights of categories and metrics multiply. */
export function suggestedRows({ metrics }: Change, { categories }: Editable): readonly SuggestedRow[] {
  const whole = categories.reduce((sum, { weight }) => sum + weight, 0);
  const present = new Map(categories.flatMap(({ weight, metrics: own }) => {
    const total = own.reduce((sum, one) => sum + one.weight, 0);
    return own.map((one) => [one.metric, total > 0 && whole > 0 ? (weight / whole) * (one.weight / total) : 0] as const);
  }));
  const suggested = new Map(metrics.map((metric) => [metric.id, metric]));
  return [...new Set([...suggested.keys(), ...present.keys()])].map((metric) => {
    const is = suggested.get(metric);
    return { metric, now: present.get(metric) ?? null, suggested: is ? (is.weight ?? 0) / 100 : null, better: is?.better ?? null };
  });
}
