import { compileScale, directionOf } from "../../scores/scale.ts";
import type { Scale } from "../../scores/schema.ts";
import type { Finding, Lint, Subject } from "./lint.ts";
import { weighted } from "./weights.ts";

export const flatScale: Lint = {
  code: "flat-scale",
  severity: "warning",
  notices: "A scale gives the same points whatever the value.",
  reason: "The metric then takes weight from the others and says nothing.",
  check: (subject) =>
    scales(subject)
      .filter(({ scale }) => directionOf(scale) === "constant")
      .map(({ path, id, scale }) => ({ path, message: `\`${id}\` is worth ${compileScale(scale).points[0]} points whatever its value`, help: "write different points for good and bad values" })),
};

export const unevenScale: Lint = {
  code: "uneven-scale",
  severity: "warning",
  notices: "The points of a scale rise and fall.",
  reason: "Mostly two anchors were swapped. A value that is best in the middle exists (outreach, say), but then a change of the score no longer tells whether the value rose or fell; two metrics are easier to explain.",
  check: (subject) =>
    scales(subject)
      .filter(({ scale }) => directionOf(scale) === "mixed")
      .map(({ path, id, scale }) => ({ path, message: `the points of \`${id}\` rise and fall: ${compileScale(scale).points.join(", ")}`, help: "let points only rise, or only fall, from one anchor to the next" })),
};

interface Located {
  readonly path: Finding["path"];
  readonly id: string;
  readonly scale: Scale;
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
  return scale === undefined ? [] : [{ id, path, scale }];
}
