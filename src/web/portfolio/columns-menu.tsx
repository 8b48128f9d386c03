import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3 } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import { usePlace } from "../shell/place.ts";
import type { ChangeSearch } from "./change.ts";
import { chosenOf, moved, standardIds } from "./column-ids.ts";
import { possibleColumns } from "./columns.tsx";
import styles from "./columns-menu.module.css";
import type { PortfolioSearch } from "./search.ts";

/** Which columns the table has, and in which order. */
export function ColumnsMenu({ search, change }: { readonly search: PortfolioSearch; readonly change: ChangeSearch }): ReactNode {
  const { pack } = usePlace();
  const [opened, setOpened] = useState(false);
  const title = useId();
  const possible = possibleColumns(pack);
  const shown = (search.columns ?? standardIds).filter((id) => possible.some((column) => column.id === id));
  const ordered = [...shown.flatMap((id) => possible.find((column) => column.id === id) ?? []), ...possible.filter(({ id }) => !shown.includes(id))];
  const { columns: _before, ...rest } = search;
  const choose = (ids: readonly string[]): void => {
    const columns = chosenOf(ids);
    change({ ...rest, ...(columns && columns.length > 0 && { columns }) }, { replace: true });
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus transitionProps={{ duration: 0 }} width={290}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={15} aria-hidden="true" />} onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-labelledby={title}>
        <div className={styles.head}>
          <span id={title}>Columns</span>
          {search.columns && (
            <Button variant="subtle" size="compact-xs" onClick={() => choose(standardIds)}>
              The usual ones
            </Button>
          )}
        </div>
        <ul className={styles.list}>
          {ordered.map(({ id, head, meaning }) => {
            const isShown = shown.includes(id);
            return (
              <li key={id} className={styles.line}>
                <Checkbox size="xs" label={<bdi>{head}</bdi>} title={meaning ?? ""} checked={isShown} disabled={isShown && shown.length === 1} onChange={() => choose(isShown ? shown.filter((one) => one !== id) : [...shown, id])} />
                {isShown && (
                  <span className={styles.moves}>
                    <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Move ${head} to the left`} disabled={shown[0] === id} onClick={() => choose(moved(shown, id, -1))}>
                      <IconArrowUp size={14} />
                    </ActionIcon>
                    <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Move ${head} to the right`} disabled={shown.at(-1) === id} onClick={() => choose(moved(shown, id, 1))}>
                      <IconArrowDown size={14} />
                    </ActionIcon>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
