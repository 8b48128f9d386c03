import { Tooltip } from "@mantine/core";
import { IconHome, IconHomeFilled, IconPencil, IconTrash, IconUserPlus, IconUsersMinus } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import { useTell } from "../kit/told.tsx";
import { RenameForm } from "./rename-form.tsx";
import { type SavedView, useChange, useRemove, useSavedViews } from "./saved-views.ts";
import type { View } from "./views.ts";
import styles from "./views-menu.module.css";

interface Props {
  readonly view: SavedView;
  readonly isShown: boolean;
  readonly open: (view: View) => void;
}

/** A view that the server keeps, and what its reader may do with it. */
export function SavedLine({ view, isShown, open }: Props): ReactNode {
  const tell = useTell();
  const { mayShare } = useSavedViews();
  const [change, remove] = [useChange(), useRemove()];
  const { name, kept } = view;
  const say = (text: string, undo: () => Promise<unknown>): void => tell({ text, undo });
  const share = async (): Promise<void> => {
    if (await change.run(view, { isShared: !kept.isShared })) say(kept.isShared ? `Only ${kept.isOwn ? "you have" : `${kept.keptBy} has`} the view ${name} now` : `Everybody has the view ${name} now`, () => change.run(view, { isShared: kept.isShared }));
  };
  const drop = async (): Promise<void> => {
    if (await remove.run(view)) say(`Removed the view ${name}`, () => change.run(view, { isRemoved: false }));
  };
  const [isRenaming, setRenaming] = useState(false);
  const line = useRef<HTMLLIElement>(null);
  // Where the focus was is gone with the form.
  const close = (): void => {
    setRenaming(false);
    requestAnimationFrame(() => line.current?.querySelector("button")?.focus());
  };
  const rename = async (next: string): Promise<void> => {
    if (await change.run(view, { name: next })) say(`The view ${name} is called ${next} now`, () => change.run(view, { name }));
    close();
  };
  const Share = kept.isShared ? IconUsersMinus : IconUserPlus;
  const First = kept.isDefault ? IconHomeFilled : IconHome;
  const problem = change.problem ?? remove.problem;
  if (isRenaming) return <li><RenameForm view={view} rename={(next) => void rename(next)} close={close} /></li>;
  return (
    <li ref={line}>
      <button type="button" className={styles.view} aria-current={isShown || undefined} onClick={() => open(view)} title={kept.isOwn ? undefined : `Kept by ${kept.keptBy}`}>
        <bdi>{name}</bdi>
        {problem !== undefined && <span role="alert" className={styles.problem}>{problem}</span>}
      </button>
      <Act label={kept.isDefault ? `Stop beginning with the view ${name}` : `Begin with the view ${name}`} isPressed={kept.isDefault} act={() => void change.run(view, { isDefault: !kept.isDefault })}>
        <First size={14} aria-hidden="true" />
      </Act>
      {mayShare && (
        <Act label={kept.isShared ? `Stop sharing the view ${name}` : `Share the view ${name}`} act={() => void share()}>
          <Share size={14} aria-hidden="true" />
        </Act>
      )}
      {kept.mayWrite && (
        <>
          <Act label={`Rename the view ${name}`} act={() => setRenaming(true)}>
            <IconPencil size={14} aria-hidden="true" />
          </Act>
          <Act label={`Remove the view ${name}`} act={() => void drop()}>
            <IconTrash size={14} aria-hidden="true" />
          </Act>
        </>
      )}
    </li>
  );
}

interface ActProps {
  readonly label: string;
  readonly isPressed?: boolean;
  readonly act: () => void;
  readonly children: ReactNode;
}

function Act({ label, isPressed, act, children }: ActProps): ReactNode {
  return (
    <Tooltip label={label} withinPortal={false}>
      <button type="button" className={styles.act} aria-label={label} aria-pressed={isPressed} onClick={act}>
        {children}
      </button>
    </Tooltip>
  );
}
