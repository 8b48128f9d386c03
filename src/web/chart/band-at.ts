/** The band of a score that is nobody's own, such as a mean. */
export function bandAt(score: number, { redBelow, yellowBelow }: { readonly redBelow: number; readonly yellowBelow: number }): "red" | "yellow" | "green" {
  if (score < redBelow) return "red";
  return score < yellowBelow ? "yellow" : "green";
}
