import type { ReactNode } from "react";
import type { PrintedResult } from "../../contract/insight-results.ts";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";
import { useRevenue } from "./parts.tsx";

type Outcomes = PrintedResult<"outcomes">["outcomes"];

/** What became of customers, year by year: everything else rests on it. */
export function OutcomeYears({ outcomes: { years, pending, conflicts, knownTo } }: { readonly outcomes: Outcomes }): ReactNode {
  const write = useWriter();
  const revenue = useRevenue();
  const heads = [{ name: "Year" }, ...["Renewed", "of these early", "late", "Expanded", "Contracted", "Lost", "Lost of decisions", "Revenue lost a month"].map((name) => ({ name, isNumber: true }))];
  const doubts = conflicts.map(({ kind, count }) => `${count} × ${kind.replaceAll("_", " ")}`).join(", ");
  return (
    <Section id="renewal-results" title="What it rests on: renewal results" aside={`Known up to ${write.day(knownTo)}`}>
      {years.length === 0 ? (
        <p className={styles.note}>There are none: neither contracts with their ends nor recorded renewal results.</p>
      ) : (
        <DataTable label="Renewal results by year">
          <TableHead heads={heads} />
          <tbody>
            {years.map(({ year, renewed, early, late, expanded, contracted, churned, lostShare, mrrLost }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                {[renewed, early, late, expanded, contracted, churned].map((count, place) => (
                  <td key={place} data-number>
                    {write.count(count ?? 0)}
                  </td>
                ))}
                <td data-number>{write.share(lostShare)}</td>
                <td data-number>{revenue(mrrLost)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {(pending ?? 0) > 0 && <p className={styles.note}>{`${write.counted(pending ?? 0, "contract", "contracts")} ended so lately that it is open what became of them.`}</p>}
      {doubts !== "" && (
        <p className={styles.note}>
          {`The data contradicts itself: ${doubts}. `}
          <code>bellwether learn outcomes</code> lists where.
        </p>
      )}
    </Section>
  );
}
