import { Button, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type SavedView, useSavedViews } from "./saved-views.ts";
import { whyNotCalled } from "./views.ts";
import styles from "./views-menu.module.css";

interface Props {
  readonly view: SavedView;
  readonly rename: (name: string) => void;
  readonly close: () => void;
}

/** Another name for a view, where its name stood. */
export function RenameForm({ view, rename, close }: Props): ReactNode {
  const { views } = useSavedViews();
  const [text, setText] = useState(view.name);
  const name = text.trim();
  const problem = whyNotCalled(name, views.filter(({ kept }) => kept.id !== view.kept.id && kept.isOwn === view.kept.isOwn));
  return (
    <form
      className={styles.rename}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // The menu stays open.
        event.stopPropagation();
        close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === view.name) close();
        else if (name !== "" && problem === undefined) rename(name);
      }}
    >
      <TextInput size="xs" aria-label={`New name of the view ${view.name}`} value={text} error={problem} maxLength={60} autoFocus onFocus={({ currentTarget }) => currentTarget.select()} onChange={({ currentTarget }) => setText(currentTarget.value)} />
      <Button type="submit" size="xs" disabled={name === "" || problem !== undefined}>
        Rename
      </Button>
    </form>
  );
}
