import type { ReactNode } from "react";
import { WhiskerPlot } from "../chart/whisker.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import { grownWith } from "../../insights/won-lost/strongest.ts";
import styles from "./insights.module.css";
import { useMetricName } from "./parts.tsx";
import type { Compared } from "./won-lost-view.tsx";
import { intervalText, twoDigits } from "./words.ts";

export function GrowthTable({ compared: { report, growth } }: { readonly compared: Compared }): ReactNode {
  const write = useWriter();
  const nameOf = useMetricName();
  const found = grownWith(report.findings);
  return (
    <Section id="growth" title="What came before growth" aside={`Revenue over the ${growth.days} days after the decision, of those who stayed`}>
      {found.length === 0 ? (
        <p className={styles.note}>{`Nothing found: no metric went with it, in ${write.counted(growth.known ?? 0, "decision", "decisions")} with so much known after them.`}</p>
      ) : (
        <DataTable label="What came before growth">
          <TableHead heads={[{ name: "Metric" }, { name: "Days before", isNumber: true }, { name: "Rank correlation", meaning: "From −1 to 1; 0 says nothing" }, { name: "−0.5 to 0.5, 0 is luck" }, { name: "Decisions", isNumber: true }]} />
          <tbody>
            {found.map(({ metric, leadDays, growth: own }) => own && (
              <tr key={metric}>
                <th scope="row">
                  <bdi>{nameOf(metric)}</bdi>
                </th>
                <td data-number>{leadDays}</td>
                <td data-whole>{intervalText(own, twoDigits)}</td>
                <td className={styles.plot}>
                  <WhiskerPlot estimate={own} from={-0.5} to={0.5} mark={0} />
                </td>
                <td data-number>{write.count(own.n ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  );
}
