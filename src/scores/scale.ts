import type { MetricKind } from "../metrics/schema.ts";
import type { Scale } from "./schema.ts";

/** A scale as two columns, ascending by raw value: `points[i]` at `raws[i]`. */
export interface CompiledScale {
  readonly raws: Float64Array;
  readonly points: Float64Array;
  /** Points of the last step reached instead of a line between two anchors. */
  readonly stepped: boolean;
}

/** Values of these kinds are points already, so their scale may be left out. */
const inPoints: ReadonlySet<MetricKind> = new Set(["recipe", "pulse"]);
export const needsScale = (kind: MetricKind): boolean => !inPoints.has(kind);

/** Without a scale, raw values are points. */
export function compileScale(scale: Scale | undefined): CompiledScale {
  if (scale === undefined) return columns([[0, 0], [100, 100]], false);
  if (Array.isArray(scale)) return columns(scale, false);
  if ("steps" in scale) return columns(scale.steps, true);
  const { worst, best } = scale;
  return columns(worst < best ? [[worst, 0], [best, 100]] : [[best, 100], [worst, 0]], false);
}

function columns(pairs: readonly (readonly [raw: number, points: number])[], stepped: boolean): CompiledScale {
  return { raws: Float64Array.from(pairs, ([raw]) => raw), points: Float64Array.from(pairs, ([, points]) => points), stepped };
}

/**
 * Points, 0 to 100, of a raw value: linear between anchors (y = y0 + (y1 - y0) * (x - x0) / (x1 - x0)), the points
 * of the outermost anchors outside them.
 */
export function pointsOf({ raws, points, stepped }: CompiledScale, raw: number): number {
  const last = raws.length - 1;
  if (raw <= (raws[0] as number)) return points[0] as number;
  if (raw >= (raws[last] as number)) return points[last] as number;
  let right = 1;
  while (raw >= (raws[right] as number)) right += 1;
  const x0 = raws[right - 1] as number;
  const y0 = points[right - 1] as number;
  if (stepped) return y0;
  return y0 + ((points[right] as number) - y0) * ((raw - x0) / ((raws[right] as number) - x0));
}

export type Direction = "increasing" | "decreasing" | "constant" | "mixed";

/** Whether more is better. A `mixed` scale is allowed but rarely meant, and a `constant` one tells nothing. */
export function directionOf(scale: Scale | undefined): Direction {
  const { points } = compileScale(scale);
  const rises = points.some((value, index) => index > 0 && value > (points[index - 1] as number));
  const falls = points.some((value, index) => index > 0 && value < (points[index - 1] as number));
  if (rises && falls) return "mixed";
  if (rises) return "increasing";
  return falls ? "decreasing" : "constant";
}
