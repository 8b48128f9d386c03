import type { MetricKind } from "../metrics/schema.ts";
import { needsScale } from "../scores/scale.ts";
import { type Problem, errorAt } from "./problem.ts";
import { listed } from "./suggest.ts";
import { type MapTree, type Tree, at, entriesOf, itemsOf, textOf, textsOf } from "./tree.ts";

/** Which kinds of metric a kind can be made of; kinds that aren't here name no metric, or take any. */
const madeOf: Partial<Record<MetricKind, readonly MetricKind[]>> = {
  trend: ["count", "active_users", "active_days", "sum", "average", "adoption"],
  rate: ["count", "sum", "active_users", "active_days"],
  attainment: [
    "count", "active_users", "active_days", "share_of_users", "adoption", "recency", "sum", "average", "last", "open_items", "trait", "survey", "milestones",
    "pulse", "manual",
  ],
};

/** Metrics that are made of a metric of a kind that they can't be made of. */
export function wrongIngredients(root: MapTree): Problem[] {
  return entriesOf(at(root, "metrics")).flatMap(([, { tree }]) => {
    const kind = textOf(at(tree, "kind"));
    if (kind === undefined || !Object.hasOwn(madeOf, kind)) return [];
    const allowed = madeOf[kind as MetricKind] ?? [];
    return textsOf(at(tree, "metric")).flatMap(({ text, place }) => {
      const inner = at(root, "metrics", text);
      const innerKind = textOf(at(inner, "kind"));
      if (innerKind === undefined) return [];
      const help = `${article(kind)} can be made of: ${listed(allowed, 20)}`;
      if (!allowed.includes(innerKind as MetricKind)) return [errorAt(place, "wrong-kind", `\`${text}\` is of kind ${innerKind}; no ${kind} can be made of it`, help)];
      if (kind !== "trend" || innerKind !== "adoption" || textOf(at(inner, "measure")) === "users") return [];
      return [errorAt(place, "wrong-kind", `\`${text}\` measures a share; a trend is made of counts`, "use an adoption with `measure: users`")];
    });
  });
}

/** Metrics of the model without a scale, although their values are no points. */
export function missingScales(root: MapTree): Problem[] {
  const base = scored(at(root, "model"));
  const scaled = new Set(base.filter(({ tree }) => at(tree, "scale")).map(({ name }) => name));
  const inBase = new Set(base.map(({ name }) => name));
  const added = itemsOf(at(root, "model", "variants")).flatMap((variant) => scored(variant).filter(({ name }) => !inBase.has(name)));
  return [...base, ...added].flatMap(({ name, tree, key }) => {
    const kind = textOf(at(root, "metrics", name, "kind"));
    if (tree.shape !== "map" || kind === undefined || !needsScale(kind as MetricKind) || scaled.has(name) || at(tree, "scale")) return [];
    return [errorAt(key, "missing-key", `\`${name}\` has no \`scale\``, "write which values are worth how many points, such as scale: [[0, 0], [0.6, 70], [0.9, 100]]")];
  });
}

function scored(owner: Tree | undefined): { name: string; tree: Tree; key: Problem["place"] }[] {
  return entriesOf(at(owner, "categories")).flatMap(([, category]) => entriesOf(at(category.tree, "metrics")).map(([name, { tree, key }]) => ({ name, tree, key })));
}

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
