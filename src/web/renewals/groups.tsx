import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { StackBar } from "../chart/stack-bar.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./groups.module.css";
import type { Likelihoods } from "./likelihood.tsx";

type Group = Answer<"getRenewals">["months"][number];

/** Renewals of a month or an owner: how much revenue, and in which bands. */
export function Groups({ groups, losses = [], label, of }: { readonly groups: readonly Group[]; readonly losses?: Likelihoods["months"] | undefined; readonly label: string; readonly of: "month" | "owner" }): ReactNode {
  const write = useWriter();
  const most = Math.max(1, ...groups.map(({ mrr }) => mrr.amount));
  const byGroup = new Map(losses.map(({ id, expectedLoss }) => [id, expectedLoss]));
  const expected = ({ id, mrr }: Group): Group["mrr"] | null => {
    const amount = byGroup.get(id);
    return amount === undefined ? null : { ...mrr, amount };
  };
  const nameOf = ({ id, name }: Group): string => (of === "month" ? write.month(`${name}-15T12:00:00Z`) : (id ?? "No owner"));
  return (
    <DataTable label={label}>
      <TableHead heads={[{ name: of === "month" ? "Month" : "Owner" }, { name: "Accounts", isNumber: true }, { name: "Revenue", isNumber: true }, { name: "Red", isNumber: true, meaning: "Revenue of red accounts" }, ...(losses.length > 0 ? [{ name: "Expected loss", isNumber: true, meaning: "Revenue a month times likelihood to be lost" }] : []), { name: "Revenue by band" }]} />
      <tbody>
        {groups.map((group) => (
          <tr key={group.id ?? ""}>
            <th scope="row" className={styles.name}>
              <bdi>{nameOf(group)}</bdi>
            </th>
            <td data-number>{write.count(group.accounts)}</td>
            <td data-number>{write.shortMoney(group.mrr)}</td>
            <td data-number>{write.shortMoney(group.bands.find(({ band }) => band === "red")?.mrr ?? null)}</td>
            {losses.length > 0 && <td data-number>{write.shortMoney(expected(group))}</td>}
            <td className={styles.bar}>
              <StackBar parts={bandOrder.map((band) => ({ kind: band, value: group.bands.find((one) => one.band === band)?.mrr.amount ?? 0 }))} of={most} height={10} />
              <span className="visually-hidden">{group.bands.filter(({ accounts }) => accounts > 0).map(({ band, mrr }) => `${bandLook[band].word} ${write.money(mrr)}`).join(", ")}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
