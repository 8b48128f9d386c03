import { Button, Popover } from "@mantine/core";
import { IconChevronDown, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { ChangeSearch } from "./change.ts";
import { useOwnViews } from "./own-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { type View, standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

/** Views by name: the usual ones, and those that the reader kept in this browser. */
export function ViewsMenu({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const [own, setOwn] = useOwnViews();
  const [opened, setOpened] = useState(false);
  const shown = viewOf(search, [...standardViews, ...own]);
  const open = (view: View): void => {
    setOpened(false);
    change({ ...view.search, ...(search.asOf !== undefined && { asOf: search.asOf }) });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }} width={250}>
      <Popover.Target>
        <Button variant="default" className={styles.button ?? ""} rightSection={<IconChevronDown size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          {shown?.name ?? "Own filters"}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""}>
        <ul className={styles.views}>
          {standardViews.map((view) => (
            <li key={view.name}>
              <ViewButton view={view} isShown={view === shown} open={open} />
            </li>
          ))}
        </ul>
        {own.length > 0 && <p className={styles.label}>Kept in this browser</p>}
        <ul className={styles.views}>
          {own.map((view) => (
            <li key={view.name}>
              <ViewButton view={view} isShown={view === shown} open={open} />
              <button type="button" className={styles.forget} aria-label={`Forget the view ${view.name}`} onClick={() => setOwn(own.filter((one) => one !== view))}>
                <IconTrash size={14} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function ViewButton({ view, isShown, open }: { readonly view: View; readonly isShown: boolean; readonly open: (view: View) => void }): ReactNode {
  return (
    <button type="button" className={styles.view} aria-current={isShown || undefined} onClick={() => open(view)}>
      <bdi>{view.name}</bdi>
    </button>
  );
}
