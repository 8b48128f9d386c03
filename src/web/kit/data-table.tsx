import type { ReactNode } from "react";
import { Card, Explained } from "./explained.tsx";
import styles from "./data-table.module.css";

/** A table of figures that scrolls within its place when it is wider. */
export function DataTable({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    // What scrolls must be reachable by keyboard.
    <div className={styles.frame} role="group" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{label}</caption>
        {children}
      </table>
    </div>
  );
}

export interface HeadCell {
  readonly name: string;
  readonly isNumber?: boolean;
  /** What the figures of the column are, where its name alone doesn't say. */
  readonly meaning?: string;
}

export function TableHead({ heads }: { readonly heads: readonly HeadCell[] }): ReactNode {
  return (
    <thead>
      <tr>
        {heads.map(({ name, isNumber, meaning }) => (
          <th key={name} scope="col" data-number={isNumber || undefined}>
            {meaning === undefined ? (
              name
            ) : (
              <Explained label="in this column" card={() => <Card title={name} text={meaning} />}>
                {name}
              </Explained>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
