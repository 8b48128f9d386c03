import { Button, Popover } from "@mantine/core";
import { IconColumns3 } from "@tabler/icons-react";
import { type ReactNode, Suspense, lazy, useState } from "react";
import { Waiting } from "../kit/waiting.tsx";
import type { ChangeSearch } from "./change.ts";
import styles from "./columns-menu.module.css";
import type { PortfolioSearch } from "./search.ts";

const ColumnsList = lazy(() => import("./columns-list.tsx"));

/** Which columns the table has, and in which order. */
export function ColumnsMenu({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus transitionProps={{ duration: 0 }} width={290}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-label="Columns">
        <Suspense fallback={<Waiting lines={8} />}>
          <ColumnsList search={search} change={change} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
