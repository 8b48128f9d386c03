import { useEffect, useRef } from "react";
import { type Shortcut, pairMs, shortcutOf } from "./shortcuts.ts";

/** What this part of the page does with shortcuts, while it is shown; those that aren't named are others'. */
export type ShortcutActions = { readonly [S in Shortcut]?: () => void };

interface Heard {
  readonly actions: { readonly current: ShortcutActions };
  /** Acts only on what nobody else acts on. */
  readonly isFallback: boolean;
}

const heard = new Set<Heard>();

/** What keys do on the page as it stands. */
export const shortcutsInUse = (): ReadonlySet<string> => new Set([...heard].flatMap(({ actions }) => Object.keys(actions.current)));

const fields = "input:not([type=checkbox]), textarea, select, [contenteditable=true]";

export function useShortcuts(actions: ShortcutActions, { isFallback = false } = {}): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const own: Heard = { actions: latest, isFallback };
    heard.add(own);
    let before: { key: string; at: number } | undefined;
    const press = (event: KeyboardEvent): void => {
      const target = event.target instanceof Element ? event.target : document.body;
      if (event.altKey || target.closest("[role=dialog], [role=menu], [role=listbox]")) return;
      const recent = before && event.timeStamp - before.at < pairMs ? before.key : undefined;
      before = { key: event.key, at: event.timeStamp };
      const shortcut = shortcutOf({ key: event.key, ctrl: event.ctrlKey || event.metaKey, isTyping: target.matches(fields) }, recent);
      const act = shortcut && latest.current[shortcut];
      if (!act || (isFallback && [...heard].some((one) => one !== own && one.actions.current[shortcut]))) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => {
      heard.delete(own);
      document.removeEventListener("keydown", press);
    };
  }, [isFallback]);
}
