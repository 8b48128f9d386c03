/** A target curve at a month: linear between its anchors, level outside. */
export function targetAt(curve: readonly (readonly [month: number, value: number])[], month: number): number {
  const next = curve.findIndex(([anchor]) => anchor >= month);
  const [upper, lower] = [curve[next], curve[next - 1]];
  if (!upper) return (curve.at(-1) as readonly [number, number])[1];
  if (!lower) return upper[1];
  return lower[1] + ((upper[1] - lower[1]) * (month - lower[0])) / (upper[0] - lower[0]);
}
