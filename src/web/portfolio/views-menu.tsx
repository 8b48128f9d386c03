import { Button, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, Suspense, lazy, useId, useState } from "react";
import { Waiting } from "../kit/waiting.tsx";
import type { ChangeSearch } from "./change.ts";
import { useSavedViews } from "./saved-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { useTakeOver } from "./use-take-over.ts";
import { type View, standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

const ViewsList = lazy(() => import("./views-list.tsx"));

/** Views by name: the usual ones, those that everybody has, and the reader's own. */
export function ViewsMenu({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const { views, isKnown } = useSavedViews();
  const [opened, setOpened] = useState(false);
  const title = useId();
  useTakeOver(isKnown);
  const shown = viewOf<View>(search, [...standardViews, ...views]);
  const open = (view: View): void => {
    setOpened(false);
    change({ ...view.search, ...(search.asOf !== undefined && { asOf: search.asOf }) });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }} width={320}>
      <Popover.Target>
        <Button variant="default" className={styles.button ?? ""} rightSection={<IconChevronDown size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          <bdi>{shown?.name ?? "Own filters"}</bdi>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-labelledby={title}>
        <span id={title} className="visually-hidden">
          Views
        </span>
        <Suspense fallback={<Waiting lines={6} />}>
          <ViewsList shown={shown} open={open} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
