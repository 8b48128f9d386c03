import type { Lint } from "./lint.ts";
import { scored } from "./weights.ts";

export const metricWithoutOwner: Lint = {
  code: "metric-without-owner",
  severity: "warning",
  notices: "A metric that counts in the score has no owner.",
  reason: "When a number looks wrong, somebody must know where it comes from and be able to correct it. A metric that belongs to nobody decays, and takes the score with it.",
  check: ({ pack }) =>
    scored(pack).flatMap(({ id }) =>
      pack.metrics[id]?.owner === undefined ? [{ path: ["metrics", id], message: `metric \`${id}\` has no owner`, help: "name who answers for it, such as owner: product" }] : [],
    ),
};
