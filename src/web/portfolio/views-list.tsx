import { type ReactNode, useEffect, useRef } from "react";
import { SavedLine } from "./saved-line.tsx";
import { type SavedView, useSavedViews } from "./saved-views.ts";
import { type View, standardViews } from "./views.ts";
import styles from "./views-menu.module.css";

interface Props {
  readonly shown: View | undefined;
  readonly open: (view: View) => void;
}

/** The usual views, those that everybody has, and the reader's own. Read only when somebody opens the menu. */
export default function ViewsList({ shown, open }: Props): ReactNode {
  const { views } = useSavedViews();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector("button")?.focus(), []);
  const [shared, own] = [views.filter(({ kept }) => kept.isShared), views.filter(({ kept }) => !kept.isShared)];
  return (
    <>
      <ul className={styles.views} ref={list}>
        {standardViews.map((view) => (
          <li key={view.name}>
            <button type="button" className={styles.view} aria-current={view === shown || undefined} onClick={() => open(view)}>
              {view.name}
            </button>
          </li>
        ))}
      </ul>
      <Saved label="Shared" views={shared} shown={shown} open={open} />
      <Saved label="Your own" views={own} shown={shown} open={open} />
    </>
  );
}

function Saved({ label, views, shown, open }: Props & { readonly label: string; readonly views: readonly SavedView[] }): ReactNode {
  if (views.length === 0) return null;
  return (
    <>
      <p className={styles.label}>{label}</p>
      <ul className={styles.views}>
        {views.map((view) => (
          <SavedLine key={view.kept.id} view={view} isShown={view.name === shown?.name && view.search === shown.search} open={open} />
        ))}
      </ul>
    </>
  );
}
