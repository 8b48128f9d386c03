/** One reason of a change, in points. */
export interface WaterfallPart {
  readonly points: number;
}

export type WaterfallStep<T extends WaterfallPart> =
  | { readonly kind: "start" | "end"; readonly from: number; readonly to: number }
  | { readonly kind: "part"; readonly part: T; readonly from: number; readonly to: number }
  /** What is too small to be told apart, as one: nothing of the difference is left out. */
  | { readonly kind: "rest"; readonly count: number; readonly points: number; readonly from: number; readonly to: number };

export interface Waterfall<T extends WaterfallPart> {
  readonly steps: readonly WaterfallStep<T>[];
  /** The scores at the left and right edges of the drawing. */
  readonly low: number;
  readonly high: number;
}

export interface WaterfallRequest<T extends WaterfallPart> {
  readonly from: number;
  readonly to: number;
  /** They sum to `to` - `from`. */
  readonly parts: readonly T[];
  /** More than so many are drawn as a rest. */
  readonly most?: number;
}

/** Less than this rounds to no point at one decimal. */
const visible = 0.05;

/** From the earlier score over its reasons, the greatest first, to the later one. Each begins where the one before ended. */
export function waterfallOf<T extends WaterfallPart>({ from, to, parts, most = 8 }: WaterfallRequest<T>): Waterfall<T> {
  const sorted = parts.toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points));
  const telling = sorted.filter(({ points }, place) => place < most && Math.abs(points) >= visible);
  const rest = sorted.slice(telling.length);
  const steps: WaterfallStep<T>[] = [{ kind: "start", from: 0, to: from }];
  let at = from;
  for (const part of telling) {
    steps.push({ kind: "part", part, from: at, to: at + part.points });
    at += part.points;
  }
  const restPoints = to - at;
  if (rest.length > 0 && Math.abs(restPoints) >= visible) steps.push({ kind: "rest", count: rest.length, points: restPoints, from: at, to });
  steps.push({ kind: "end", from: 0, to });
  const reached = [from, to, ...steps.flatMap((step) => (step.kind === "part" ? [step.to] : []))];
  return { steps, ...edges(Math.min(...reached), Math.max(...reached)) };
}

/** Room on both sides, and never so near that two points fill the drawing. */
function edges(least: number, most: number): { low: number; high: number } {
  const room = Math.max(4, (20 - (most - least)) / 2);
  return { low: Math.max(0, Math.floor(least - room)), high: Math.min(100, Math.ceil(most + room)) };
}
