import type { Unknown } from "./snapshot.ts";

/** Why there is no band, in words. */
export function unknownText(unknown: Unknown): string {
  if (unknown.kind === "nothing_present") return "no metric has a value";
  return `${unknown.coverage.toFixed(0)} % of the weight rests on values that are there; ${unknown.floor} % are needed`;
}
