import { useShortcuts } from "./use-shortcuts.ts";

/** What stands for a line of a list: the name that leads to an account, or what opens it where it stands. */
const lineOf = "[data-line], [data-row], tbody th[scope=row] a[href], tbody th[scope=row] > button";

const linesOf = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`#main :is(${lineOf})`)].filter((line) => line.offsetParent !== null);

export const hasLines = (): boolean => linesOf().length > 0;

function move(by: number): void {
  const lines = linesOf();
  const focused = document.activeElement;
  const at = lines.findIndex((line) => line === focused || (focused !== document.body && line.closest("tr, li, [role=row]")?.contains(focused)));
  lines[Math.min(lines.length - 1, Math.max(0, at + by))]?.focus();
}

/** A row that isn't opened leads to the first thing that can be done in it. */
function open(): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !focused.matches(lineOf)) return;
  if (focused.matches("tr")) focused.querySelector<HTMLElement>("a[href], button, select, input")?.focus();
  else focused.click();
}

/** j and k go from line to line of whatever lists a page has, o opens, as Enter does. A page that draws its lines only as far as they are seen moves by itself. */
export function useLines(): void {
  useShortcuts({ next: () => move(1), previous: () => move(-1), open }, { isFallback: true });
}
