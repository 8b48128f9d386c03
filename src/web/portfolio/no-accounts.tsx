import type { ReactNode } from "react";
import { Empty } from "../kit/notice.tsx";
import styles from "./account-table.module.css";
import type { ChangeSearch } from "./change.ts";
import { type PortfolioSearch, isFiltered } from "./search.ts";

interface Props {
  readonly search: PortfolioSearch;
  readonly change: ChangeSearch;
}

/** Why the table is empty, and what to do about it. */
export function NoAccounts({ search, change }: Props): ReactNode {
  const { asOf } = search;
  if (isFiltered(search))
    return (
      <Empty title="No account fits these filters">
        <button type="button" className={styles.plain} onClick={() => change(asOf === undefined ? {} : { asOf })}>
          Show all accounts
        </button>
      </Empty>
    );
  // Without a date the shell says it, as on every page.
  if (asOf === undefined) return null;
  return (
    <Empty title="There were no accounts yet" next={<button type="button" className={styles.plain} onClick={() => change({})}>Show how it is now</button>}>
      Nobody was a customer on that day.
    </Empty>
  );
}
