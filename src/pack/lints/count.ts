import { ingredientsOf } from "./ingredients.ts";
import type { Lint } from "./lint.ts";
import { scored } from "./weights.ts";

const most = 8;
const fewest = 3;

export const tooManyMetrics: Lint = {
  code: "too-many-metrics",
  severity: "warning",
  notices: `More than ${most} metrics count in the score.`,
  reason:
    "Four to six metrics are what people can keep in mind and act on. With more, each weighs so little that a customer can go wrong in one without the score moving, and nobody can say why a score is what it is.",
  check: ({ pack }) => {
    const count = scored(pack).length;
    if (count <= most) return [];
    return [{ path: ["model", "categories"], message: `${count} metrics count in the score`, help: `keep the ${most} that say most, better four to six; others can stay defined with weight 0` }];
  },
};

export const tooFewMetrics: Lint = {
  code: "too-few-metrics",
  severity: "warning",
  notices: `The score rests on fewer than ${fewest} measurements, counting those that recipes and formulas are made of.`,
  reason: "A score that rests on one or two measurements repeats them under another name: it says nothing that they don't, and breaks as a whole when one of them is missing.",
  check: ({ pack }) => {
    const measured = new Set(scored(pack).flatMap(({ id }) => ingredientsOf(pack, id)).map((ingredient) => JSON.stringify(ingredient)));
    if (measured.size >= fewest) return [];
    const count = measured.size === 1 ? "one measurement" : `${measured.size} measurements`;
    return [{ path: ["model", "categories"], message: `the score rests on ${count}`, help: "add what says something else: how support goes, what people think, whether the sponsor comes to reviews" }];
  },
};
