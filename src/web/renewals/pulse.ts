/** A pulse as the score counts it, 100, 50 or 0, in the colour that a person chose. */
export function pulseBand(value: number): "red" | "yellow" | "green" {
  if (value >= 75) return "green";
  return value >= 25 ? "yellow" : "red";
}
