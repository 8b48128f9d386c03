import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useWriter } from "../words/reading.tsx";
import styles from "./account-table.module.css";
import type { ChangeSearch } from "./change.ts";
import type { Column } from "./columns.tsx";
import { type PortfolioSearch, sortedBy, sortingOf } from "./search.ts";
import { SelectAll } from "./select-all.tsx";

interface Props {
  readonly columns: readonly Column[];
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
  readonly total: number | undefined;
}

/** Before what was chosen there is room to select. */
export const tracksOf = (columns: readonly Column[]): string => ["18px", ...columns.map(({ width }) => width)].join(" ");

/** The names of the columns: a press sorts by one. */
export function Heads({ columns, search, change, total }: Props): ReactNode {
  const write = useWriter();
  const { sort, order } = sortingOf(search);
  return (
    <div role="rowgroup" className={styles.heads}>
      <div role="row" aria-rowindex={1} className={styles.row}>
        <span role="columnheader" className={styles.head} data-column="select">
          <SelectAll search={search} total={total} />
        </span>
        {columns.map((column) => {
          const isSorted = column.sort === sort;
          const Arrow = order === "ascending" ? IconArrowUp : IconArrowDown;
          return (
            <span key={column.id} role="columnheader" className={styles.head} data-column={column.id} data-align={column.align} aria-sort={isSorted ? order : undefined} title={column.meaning}>
              {column.sort ? (
                <button type="button" onClick={() => column.sort && change(sortedBy(search, column.sort))}>
                  <span className={styles.cut}>{column.head}</span>
                  {isSorted && <Arrow size={13} aria-hidden="true" />}
                </button>
              ) : (
                <span className={styles.cut}>{column.head}</span>
              )}
              {column.id === "name" && total !== undefined && <span className={styles.total}>{write.count(total)}</span>}
            </span>
          );
        })}
      </div>
    </div>
  );
}
