export interface SparklineShape {
  /** Drawing commands of an SVG path; days without a score are gaps. */
  readonly path: string;
  /** Where the latest score stands; absent when there is none. */
  readonly end?: { readonly x: number; readonly y: number };
}

export interface SparklineBox {
  readonly width: number;
  readonly height: number;
  /** Days from the left edge to the right one; shorter series end at the right edge. */
  readonly days: number;
}

/** Points between top and bottom, at least: so that a wobble of three points doesn't look like a fall. */
export const leastSpan = 40;
const inset = 2;

/** A score's last days as a line. Scores are 0 to 100, the latest last; null on days without one. */
export function sparklineOf(scores: readonly (number | null)[], { width, height, days }: SparklineBox): SparklineShape {
  const known = scores.filter((score) => score !== null);
  if (known.length === 0) return { path: "" };
  const { low, high } = spanOf(known);
  const step = (width - 2 * inset) / Math.max(1, days - 1);
  const left = width - inset - step * (scores.length - 1);
  const place = (score: number, index: number): { x: number; y: number } => ({
    x: tenth(left + step * index),
    y: tenth(inset + (height - 2 * inset) * (1 - (score - low) / (high - low))),
  });
  let path = "";
  let end: { x: number; y: number } | undefined;
  scores.forEach((score, index) => {
    if (score === null) return;
    end = place(score, index);
    const [before, after] = [scores[index - 1] ?? null, scores[index + 1] ?? null];
    path += `${before === null ? "M" : "L"}${end.x} ${end.y}${before === null && after === null ? "h0" : ""}`;
  });
  return { path, ...(end && { end }) };
}

function spanOf(scores: readonly number[]): { low: number; high: number } {
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  const room = Math.max(0, leastSpan - (most - least)) / 2;
  const low = Math.min(Math.max(0, least - room), 100 - leastSpan);
  return { low, high: Math.max(most + room, low + leastSpan) };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
