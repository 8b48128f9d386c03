import type { ReactNode } from "react";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import page from "../kit/page.module.css";
import { Section } from "../kit/section.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Report } from "./backtest-view.tsx";
import styles from "./insights.module.css";
import { AccountThen, useRevenue } from "./parts.tsx";

const mostShown = 10;

/** Where the score said the opposite of what happened: the first thing to look at when it is to become better. */
export function Surprises({ report: { falseGreens, falseReds, primaryLead } }: { readonly report: Report }): ReactNode {
  return (
    <div className={page.halves}>
      <Surprised id="green-and-lost" title="Green, and lost" empty="Nobody who was green was lost." list={falseGreens} primaryLead={primaryLead ?? 0} />
      <Surprised id="red-and-renewed" title="Red, and renewed" empty="Nobody who was red renewed." list={falseReds} primaryLead={primaryLead ?? 0} />
    </div>
  );
}

interface Props {
  readonly id: string;
  readonly title: string;
  readonly empty: string;
  readonly list: Report["falseGreens"];
  readonly primaryLead: number;
}

function Surprised({ id, title, empty, list, primaryLead }: Props): ReactNode {
  const write = useWriter();
  const revenue = useRevenue();
  const shown = list.slice(0, mostShown);
  return (
    <Section id={id} title={title} aside={list.length > shown.length ? `${shown.length} of ${list.length}, the most revenue first` : "The most revenue first"}>
      {list.length === 0 ? (
        <p className={styles.note}>{empty}</p>
      ) : (
        <DataTable label={title}>
          <TableHead heads={[{ name: "Account", meaning: `As it was ${primaryLead} days before` }, { name: "Decision" }, { name: "Score", isNumber: true, meaning: `${primaryLead} days before` }, { name: "Revenue", isNumber: true }]} />
          <tbody>
            {shown.map(({ account, name, at, seenAt, score, mrr }) => (
              <tr key={account}>
                <th scope="row">
                  <AccountThen account={account} name={name} at={seenAt} />
                </th>
                <td data-whole>{write.day(at)}</td>
                <td data-number>
                  <ScoreNumber account={account} score={score} at={seenAt} />
                </td>
                <td data-number>{revenue(mrr)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  );
}
