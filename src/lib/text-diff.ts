/** One line of both texts, or of one of them. */
interface DiffLine {
  readonly mark: " " | "-" | "+";
  readonly text: string;
  /** Where the line stands in the old and in the new text, from 0; of a line that isn't in one of them the place where it would. */
  readonly old: number;
  readonly new: number;
}

const context = 3;

/** The unified diff of two texts, as `diff -u` and `patch` know it; empty when they are equal. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const lines = diffLines(linesOf(before), linesOf(after));
  const changed = lines.flatMap(({ mark }, place) => (mark === " " ? [] : [place]));
  const hunks: { from: number; to: number }[] = [];
  for (const place of changed) {
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, place - context), Math.min(lines.length, place + context + 1)];
    if (last && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  }
  return [`--- a/${path}`, `+++ b/${path}`, ...hunks.flatMap(({ from, to }) => hunkOf(lines.slice(from, to)))].join("\n");
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function hunkOf(lines: readonly DiffLine[]): string[] {
  const [first] = lines as [DiffLine];
  const count = (mark: "-" | "+"): number => lines.filter((line) => line.mark === " " || line.mark === mark).length;
  const range = (start: number, length: number): string => `${length === 0 ? start : start + 1},${length}`;
  return [`@@ -${range(first.old, count("-"))} +${range(first.new, count("+"))} @@`, ...lines.map(({ mark, text }) => mark + text)];
}

/** By the longest common subsequence of lines (Hunt and Szymanski state the problem; this is the plain table of it). */
function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const width = after.length + 1;
  const common = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = before[i] === after[j] ? (common[(i + 1) * width + j + 1] as number) + 1 : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number);
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const at = { old: i, new: j };
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: " ", text: before[i] as string, ...at });
      [i, j] = [i + 1, j + 1];
    } else if (j >= after.length || (i < before.length && (common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number))) {
      lines.push({ mark: "-", text: before[i] as string, ...at });
      i += 1;
    } else {
      lines.push({ mark: "+", text: after[j] as string, ...at });
      j += 1;
    }
  }
  return lines;
}
