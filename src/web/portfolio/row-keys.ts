import { useRef } from "react";
import { useShortcuts } from "../shell/use-shortcuts.ts";

interface Rows {
  readonly count: number;
  readonly show: (index: number) => void;
  /** Selects what has the focus, or everything up to it. */
  readonly select: (index: number, isRange: boolean) => void;
}

/** j and k move the focus from name to name, x selects. */
export function useRowKeys(body: { readonly current: HTMLDivElement | null }, { count, show, select }: Rows): void {
  const at = useRef(-1);
  // A key may come before the row of the one before it is drawn and has the focus.
  const isMoving = useRef(false);
  const focused = (): number | undefined => {
    const row = isMoving.current ? undefined : document.activeElement?.closest<HTMLElement>("[data-row]")?.dataset["row"];
    return row === undefined ? undefined : Number(row);
  };
  const choose = (isRange: boolean): void => {
    const index = focused() ?? at.current;
    if (index >= 0) select(index, isRange);
  };
  const move = (by: number): void => {
    const next = Math.min(count - 1, Math.max(0, (focused() ?? at.current) + by));
    at.current = next;
    isMoving.current = true;
    show(next);
    const arrive = (): void => {
      if (at.current !== next) return;
      isMoving.current = false;
      body.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus({ preventScroll: true });
    };
    requestAnimationFrame(() => requestAnimationFrame(arrive));
  };
  useShortcuts({ next: () => move(1), previous: () => move(-1), select: () => choose(false), selectTo: () => choose(true) });
}
