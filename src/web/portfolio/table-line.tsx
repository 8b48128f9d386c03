import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, memo } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import styles from "./account-table.module.css";
import type { Column } from "./columns.tsx";

interface Props {
  /** Undefined while it is read. */
  readonly row: AccountRow | undefined;
  readonly index: number;
  readonly columns: readonly Column[];
  readonly top: number;
  readonly isSelected: boolean;
  readonly select: (row: AccountRow, isRange: boolean) => void;
}

/** An account on a line of the table. */
export const Line = memo(function Line({ row, index, columns, top, isSelected, select }: Props): ReactNode {
  const navigate = useNavigate();
  const open = (): void => void (row && navigate({ to: "/accounts/$account", params: { account: row.account } }));
  return (
    // The name in it is the link; pressing anywhere else on the line is a convenience for pointers.
    <div role="row" aria-rowindex={index + 2} aria-selected={isSelected} data-selected={isSelected || undefined} className={`${styles.row} ${styles.line}`} style={{ transform: `translateY(${top}px)` }} onClick={open}>
      <span role="cell" className={styles.cell} data-column="select" onClick={(event) => event.stopPropagation()}>
        {row && (
          <label className={styles.select}>
            <input type="checkbox" checked={isSelected} aria-label={`Select ${row.name}`} onChange={({ nativeEvent }) => select(row, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)} />
          </label>
        )}
      </span>
      {columns.map((column) => (
        <span key={column.id} role="cell" className={styles.cell} data-column={column.id} data-align={column.align}>
          {row && column.id === "name" && (
            <Link to="/accounts/$account" params={{ account: row.account }} className={styles.name} data-row={index} onClick={(event) => event.stopPropagation()}>
              <bdi>{row.name}</bdi>
            </Link>
          )}
          {row ? column.cell(row) : <span className={styles.bone} />}
        </span>
      ))}
    </div>
  );
});
