import type { Scale } from "../../scores/schema.ts";
import type { Finding, Lint, Subject } from "./lint.ts";
import { weighted } from "./weights.ts";

export const flatScale: Lint = {
  code: "flat-scale",
  severity: "warning",
  notices: "A scale gives the same points whatever the value.",
  reason: "The metric then takes weight from the others and says nothing.",
  check: (subject) =>
    scales(subject).flatMap(({ path, id, points }) =>
      points.length > 0 && points.every((value) => value === points[0]) ? [{ path, message: `\`${id}\` is worth ${points[0]} points whatever its value`, help: "write different points for good and bad values" }] : [],
    ),
};

export const unevenScale: Lint = {
  code: "uneven-scale",
  severity: "warning",
  notices: "The points of a scale rise and fall.",
  reason: "Mostly two anchors were swapped. A value that is best in the middle exists (outreach, say), but then a change of the score no longer tells whether the value rose or fell; two metrics are easier to explain.",
  check: (subject) =>
    scales(subject).flatMap(({ path, id, points }) => {
      const steps = points.slice(1).map((value, index) => Math.sign(value - (points[index] ?? value)));
      if (!steps.includes(1) || !steps.includes(-1)) return [];
      return [{ path, message: `the points of \`${id}\` rise and fall: ${points.join(", ")}`, help: "let points only rise, or only fall, from one anchor to the next" }];
    }),
};

interface Located {
  readonly path: Finding["path"];
  readonly id: string;
  readonly points: readonly number[];
}

function scales({ pack }: Subject): Located[] {
  const base = weighted(pack).flatMap(({ id, path, entry }) => located(id, [...path, "scale"], entry.scale));
  const changed = pack.model.variants.flatMap(({ categories = {} }, index) =>
    Object.entries(categories).flatMap(([category, { metrics = {} }]) =>
      Object.entries(metrics).flatMap(([id, { scale }]) => located(id, ["model", "variants", index, "categories", category, "metrics", id, "scale"], scale)),
    ),
  );
  return [...base, ...changed];
}

function located(id: string, path: Finding["path"], scale: Scale | undefined): Located[] {
  return scale === undefined ? [] : [{ id, path, points: anchorPoints(scale) }];
}

/** Points in the order of the raw values; none for a scale from worst to best, which always rises. */
function anchorPoints(scale: Scale): readonly number[] {
  if (Array.isArray(scale)) return scale.map(([, points]) => points);
  return "steps" in scale ? scale.steps.map(([, points]) => points) : [];
}
