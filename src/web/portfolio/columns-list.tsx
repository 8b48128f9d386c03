import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../api/ask.ts";
import { usePlace } from "../shell/place.ts";
import type { ChangeSearch } from "./change.ts";
import { chosenOf, moved, standardIds, traitsOf } from "./column-ids.ts";
import { possibleColumns } from "./columns.tsx";
import styles from "./columns-menu.module.css";
import type { PortfolioSearch } from "./search.ts";

interface Props {
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
}

/** Columns to be chosen and moved, those that are shown first and in their order. */
export default function ColumnsList({ search, change }: Props): ReactNode {
  const { pack } = usePlace();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.querySelector("input")?.focus(), []);
  const found = useQuery({ ...ask("listTraits", {}), staleTime: 60_000 });
  // Every account has its name as a column already.
  const traits = (found.data?.traits ?? []).flatMap(({ trait }) => (trait === "name" ? [] : [trait]));
  const chosen = traitsOf(search.columns ?? []);
  const possible = possibleColumns(pack, [...new Set([...traits, ...chosen])]);
  const shown = (search.columns ?? standardIds).filter((id) => possible.some((column) => column.id === id));
  const ordered = [...shown.flatMap((id) => possible.find((column) => column.id === id) ?? []), ...possible.filter(({ id }) => !shown.includes(id))];
  const { columns: _before, ...rest } = search;
  const choose = (ids: readonly string[]): void => {
    const columns = chosenOf(ids);
    change({ ...rest, ...(columns && columns.length > 0 && { columns }) }, { replace: true });
  };
  return (
    <>
      <div className={styles.head}>
        <span>Columns</span>
        {search.columns && (
          <Button variant="subtle" size="compact-xs" onClick={() => choose(standardIds)}>
            The usual ones
          </Button>
        )}
      </div>
      <ul className={styles.list} ref={list}>
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
    </>
  );
}
