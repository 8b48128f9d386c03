import { Button, Popover } from "@mantine/core";
import { IconBookmark } from "@tabler/icons-react";
import { type ReactNode, Suspense, lazy, useState } from "react";
import { Waiting } from "../kit/waiting.tsx";
import { useSavedViews } from "./saved-views.ts";
import type { PortfolioSearch } from "./search.ts";
import { standardViews, viewOf } from "./views.ts";
import styles from "./views-menu.module.css";

const KeepForm = lazy(() => import("./keep-form.tsx"));

/** Gives what is shown a name; nothing where it has one. */
export function KeepView({ search }: { readonly search: PortfolioSearch }): ReactNode {
  const { views, isKnown } = useSavedViews();
  const [opened, setOpened] = useState(false);
  if (!isKnown || viewOf(search, [...standardViews, ...views])) return null;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="subtle" leftSection={<IconBookmark size={14} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          Keep view
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-label="Keep view">
        <Suspense fallback={<Waiting lines={1} />}>
          <KeepForm search={search} done={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
