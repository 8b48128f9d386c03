const candidates = [",", ";", "\t", "|"] as const;
const sampleLines = 20;

/**
 * The character that separates cells: the one that most of the first lines hold equally often as the header does,
 * quoted parts aside. A text with none of them has one column, for which a comma serves.
 */
export function delimiterOf(text: string): string {
  const lines = text.replaceAll(/"[^"]*"/g, "").split(/\r\n|\n|\r/, sampleLines).filter((line) => line !== "");
  const scored = candidates.map((delimiter) => ({ delimiter, ...agreement(lines, delimiter) }));
  const usable = scored.filter(({ inHeader }) => inHeader > 0);
  const best = usable.toSorted((a, b) => b.agreeing - a.agreeing || b.inHeader - a.inHeader)[0];
  return best?.delimiter ?? ",";
}

function agreement(lines: readonly string[], delimiter: string): { readonly inHeader: number; readonly agreeing: number } {
  const counts = lines.map((line) => line.split(delimiter).length - 1);
  const inHeader = counts[0] ?? 0;
  return { inHeader, agreeing: counts.filter((count) => count === inHeader).length };
}
