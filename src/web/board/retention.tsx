import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Section } from "../kit/section.tsx";
import type { MoneyAmount } from "../words/writer.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./board.module.css";

/** What became of recurring revenue over the period, from the first day to the last. */
export function Retention({ revenue: { retention } }: { readonly revenue: Answer<"getRevenue"> }): ReactNode {
  const write = useWriter();
  const signed = (sign: "+" | "−", mrr: MoneyAmount): string => (mrr.amount === 0 ? write.money(mrr) : `${sign}${write.money(mrr)}`);
  const { start, added, expanded, contracted, lost, exchange, end, open } = retention;
  const rows: readonly (readonly [name: string, accounts: number | null, amount: string])[] = [
    ["On the first day", start.accounts, write.money(start.mrr)],
    ["New", added.accounts, signed("+", added.mrr)],
    ["Expanded", expanded.accounts, signed("+", expanded.mrr)],
    ["Contracted", contracted.accounts, signed("−", contracted.mrr)],
    ["Lost", lost.accounts, signed("−", lost.mrr)],
    ...(exchange.amount === 0 ? [] : [["Exchange rates", null, signed(exchange.amount > 0 ? "+" : "−", { ...exchange, amount: Math.abs(exchange.amount) })] as const]),
    ["On the last day", end.accounts, write.money(end.mrr)],
  ];
  return (
    <Section id="retention" title="Revenue retention" aside={`${write.day(retention.from)} to ${write.day(retention.to)}`}>
      {start.accounts === 0 ? (
        <p>No contract ran on the first day, so there is nothing to retain yet.</p>
      ) : (
        <DataTable label="What became of recurring revenue">
          <TableHead heads={[{ name: "Recurring revenue" }, { name: "Accounts", isNumber: true }, { name: "A month", isNumber: true }]} />
          <tbody>
            {rows.map(([name, accounts, amount]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td data-number>{accounts !== null && write.count(accounts)}</td>
                <td data-number>{amount}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {open.accounts > 0 && <p className={styles.beside}>{`Of those lost, ${write.counted(open.accounts, "account", "accounts")} with ${write.money(open.mrr)} a month ended so lately that a late renewal can still come.`}</p>}
      {retention.contradicted > 0 && <p className={styles.beside}>{`Of ${write.counted(retention.contradicted, "account", "accounts")} a loss was recorded although a contract runs on the last day; the contracts count.`}</p>}
      {retention.unconverted > 0 && <p className={styles.beside}>{`${write.counted(retention.unconverted, "account is", "accounts are")} left out, because a currency has no rate.`}</p>}
    </Section>
  );
}
