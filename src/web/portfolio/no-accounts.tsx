import { Link } from "@tanstack/react-router";
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
  return <Empty title="There are no accounts yet">{asOf === undefined ? <>Administrators <Link to="/setup/$step" params={{ step: "files" }}>bring files in</Link>, or send events to this server; accounts appear here as they arrive.</> : "Nobody was a customer on that day. Choose another date, above."}</Empty>;
}
