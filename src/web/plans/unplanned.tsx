import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Empty, Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { BandChip } from "../score/band.tsx";
import { Change } from "../score/change.tsx";
import { RowScore } from "../score/row-score.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./plans-page.module.css";
import type { PlansSearch } from "./search.ts";

/** Accounts at risk that nobody has a plan for; the most revenue first. */
export function Unplanned({ search }: { readonly search: PlansSearch }): ReactNode {
  const write = useWriter();
  const found = useQuery(ask("listUnplanned", { ...(search.owner && { owner: [...search.owner] }), limit: 200 }));
  if (found.error && !found.data) return <Failure error={found.error} retry={found.refetch} />;
  if (!found.data) return <Waiting lines={8} height={56} />;
  const { total, accountsInBand, mrr, accounts } = found.data;
  if (total === 0) return <Empty title={accountsInBand === 0 ? "Nobody is red" : "Every red account has a plan"} next={<Link to="/plans" search={{ view: "open" }}>All open plans</Link>}>{accountsInBand === 0 ? "There is nobody to plan for." : "Look at them in the weekly review."}</Empty>;
  return (
    <div className={styles.scroll}>
      <p className={styles.lead}>
        {write.counted(total, "account", "accounts")} of {write.count(accountsInBand)} in red without a plan, {write.money(mrr)} a month.
      </p>
      <table className={styles.table} aria-label="Red without a plan">
        <thead>
          <tr>
            {["Account", "Owner", "30 days", "Held down by", "Revenue", "Renewal"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((row) => (
            <tr key={row.account}>
              <th scope="row">
                <Link to="/accounts/$account" params={{ account: row.account }} hash="plan" className={styles.name}>
                  <bdi>{row.name}</bdi>
                </Link>
                <span className={styles.standing}>
                  <BandChip band={row.band} /> <RowScore row={row} />
                </span>
              </th>
              <td data-label="Owner">
                <bdi>{row.owner ?? "–"}</bdi>
              </td>
              <td data-label="30 days">
                <Change points={row.change30Days} />
              </td>
              <td data-label="Held down by">{row.pulledDownBy ? <bdi>{row.pulledDownBy.name}</bdi> : "–"}</td>
              <td data-label="Revenue">{write.shortMoney(row.mrr)}</td>
              <td data-label="Renewal">{write.day(row.renewal)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
