import { Button, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { ChangeSearch } from "./change.ts";
import { SavedLine } from "./saved-line.tsx";
import { type SavedView, useSavedViews } from "./saved-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { useTakeOver } from "./take-over.ts";
import { type View, standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

/** Views by name: the usual ones, those that everybody has, and the reader's own. */
export function ViewsMenu({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const { views } = useSavedViews();
  const [opened, setOpened] = useState(false);
  const title = useId();
  useTakeOver();
  const shown = viewOf<View>(search, [...standardViews, ...views]);
  const open = (view: View): void => {
    setOpened(false);
    change({ ...view.search, ...(search.asOf !== undefined && { asOf: search.asOf }) });
  };
  const [shared, own] = [views.filter(({ kept }) => kept.isShared), views.filter(({ kept }) => !kept.isShared)];
  const list = (label: string, some: readonly SavedView[]): ReactNode =>
    some.length > 0 && (
      <>
        <p className={styles.label}>{label}</p>
        <ul className={styles.views}>
          {some.map((view) => (
            <SavedLine key={view.kept.id} view={view} isShown={view === shown} open={open} />
          ))}
        </ul>
      </>
    );
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }} width={300}>
      <Popover.Target>
        <Button variant="default" className={styles.button ?? ""} rightSection={<IconChevronDown size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          <bdi>{shown?.name ?? "Own filters"}</bdi>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-labelledby={title}>
        <span id={title} className="visually-hidden">
          Views
        </span>
        <ul className={styles.views}>
          {standardViews.map((view) => (
            <li key={view.name}>
              <button type="button" className={styles.view} aria-current={view === shown || undefined} onClick={() => open(view)}>
                {view.name}
              </button>
            </li>
          ))}
        </ul>
        {list("Shared", shared)}
        {list("Your own", own)}
      </Popover.Dropdown>
    </Popover>
  );
}
