/** A group as far as its place on the page goes. */
export interface LaidOut {
  readonly id: string;
  readonly accounts: number;
  readonly isOpen: boolean;
}

/** What stands on a line: the head of a group, or one of its accounts. */
export type LineAt = { readonly kind: "head"; readonly group: number } | { readonly kind: "account"; readonly group: number; readonly place: number };

export interface Layout {
  readonly lines: number;
  at(line: number): LineAt;
}

/** Heads and accounts as one list of lines, of which only a few are drawn; nothing is counted line by line. */
export function layOut(groups: readonly LaidOut[]): Layout {
  const starts: number[] = [];
  let lines = 0;
  for (const { accounts, isOpen } of groups) {
    starts.push(lines);
    lines += 1 + (isOpen ? accounts : 0);
  }
  return {
    lines,
    at: (line) => {
      const group = lastAtMost(starts, line);
      const place = line - (starts[group] ?? 0) - 1;
      return place < 0 ? { kind: "head", group } : { kind: "account", group, place };
    },
  };
}

function lastAtMost(starts: readonly number[], line: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Accounts are read in windows of this many. */
export const windowSize = 100;

export interface Window {
  readonly group: number;
  readonly window: number;
}

/** The windows that a stretch of lines needs, each once. */
export function windowsOf(layout: Layout, lines: readonly number[]): readonly Window[] {
  const found = new Map<string, Window>();
  for (const line of lines) {
    const at = layout.at(line);
    if (at.kind === "head") continue;
    const window = Math.floor(at.place / windowSize);
    found.set(`${at.group} ${window}`, { group: at.group, window });
  }
  return [...found.values()];
}

interface Summed {
  readonly id: string;
  readonly accounts: number;
  readonly mrr: { readonly amount: number };
}

/** The groups that have other accounts than before, as far as their sums tell it. */
export function othersIn(before: readonly Summed[], now: readonly Summed[]): ReadonlySet<string> {
  const known = new Map(before.map((group) => [group.id, group]));
  return new Set(now.filter(({ id, accounts, mrr }) => known.has(id) && (known.get(id)?.accounts !== accounts || known.get(id)?.mrr.amount !== mrr.amount)).map(({ id }) => id));
}
