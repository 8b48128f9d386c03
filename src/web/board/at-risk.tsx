import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../contract/routes.ts";
import { StackBar } from "../chart/stack-bar.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { RowScore } from "../score/row-score.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./board.module.css";

type Revenue = Answer<"getRevenue">;
type Dimension = keyof Revenue["by"];

const dimensions: readonly (readonly [Dimension, string])[] = [["stage", "By stage"], ["segment", "By segment"], ["owner", "By owner"], ["renewal", "By month of renewal"]];

/** Recurring revenue at risk: why, where, and the largest. */
export function AtRisk({ revenue }: { readonly revenue: Revenue }): ReactNode {
  const write = useWriter();
  return (
    <Section id="at-risk" title="Revenue at risk" aside="who is at risk for several reasons counts once in the total">
      <ul className={styles.risks}>
        {revenue.byRisk.map(({ risk, name, definition, mrr, accounts }) => (
          <li key={risk}>
            {`${name.charAt(0).toUpperCase()}${name.slice(1)} `}
            <Explained label={`revenue at risk: ${name}`} card={() => <Card title={`${write.money(mrr)} a month, ${write.counted(accounts, "account", "accounts")}`} text={definition.replaceAll("`bellwether benchmarks`", "see Benchmarks")} />}>
              {write.shortMoney(mrr)}
            </Explained>
          </li>
        ))}
      </ul>
      <div className={styles.tables}>
        {dimensions.map(([dimension, title]) => revenue.by[dimension].some(({ id }) => id !== null) && <Lines key={dimension} dimension={dimension} title={title} lines={revenue.by[dimension]} />)}
      </div>
      <Largest revenue={revenue} />
      <Definitions texts={revenue.definitions} />
    </Section>
  );
}

const heads: Readonly<Record<Dimension, string>> = { stage: "Stage", segment: "Segment", owner: "Owner", renewal: "Renewal in" };

/** The page is to fit on paper; the command line and the API have them all. */
const mostLines = 8;

function Lines({ dimension, title, lines }: { readonly dimension: Dimension; readonly title: string; readonly lines: Revenue["by"][Dimension] }): ReactNode {
  const write = useWriter();
  const most = Math.max(1, ...lines.map(({ all }) => all.mrr.amount));
  const left = lines.length - mostLines;
  return (
    <div>
      <h3>{title}</h3>
      <DataTable label={`Revenue at risk ${title.toLowerCase()}`}>
        <TableHead heads={[{ name: heads[dimension] }, { name: "At risk", isNumber: true }, { name: "Share", isNumber: true, meaning: "Of the revenue there" }, { name: "Of all" }]} />
        <tbody>
          {lines.slice(0, mostLines).map(({ id, name, all, atRisk }) => (
            <tr key={id ?? ""}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td data-number>{write.shortMoney(atRisk.mrr)}</td>
              <td data-number>{write.share(all.mrr.amount > 0 ? atRisk.mrr.amount / all.mrr.amount : null)}</td>
              <td className={styles.barCell}>
                <StackBar parts={[{ kind: "red", value: atRisk.mrr.amount }, { kind: "unknown", value: all.mrr.amount - atRisk.mrr.amount }]} of={most} />
                <span className="visually-hidden">{write.money(all.mrr)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {left > 0 && <p className={styles.beside}>{`and ${write.count(left)} more`}</p>}
    </div>
  );
}

function Largest({ revenue: { accounts, total, asOf } }: { readonly revenue: Revenue }): ReactNode {
  const write = useWriter();
  if (accounts.length === 0) return <p>No recurring revenue is at risk.</p>;
  return (
    <div className={styles.largest}>
      <h3>{`Largest at risk: ${write.count(accounts.length)} of ${write.count(total)}`}</h3>
      <DataTable label="Largest accounts at risk">
        <TableHead heads={[{ name: "Account" }, { name: "Revenue", isNumber: true }, { name: "Health" }, { name: "Because" }, { name: "Renewal" }, { name: "Owner" }]} />
        <tbody>
          {accounts.map(({ row, risks }) => (
            <tr key={row.account}>
              <th scope="row">
                <Link to="/accounts/$account" params={{ account: row.account }}>
                  <bdi>{row.name}</bdi>
                </Link>
              </th>
              <td data-number>{write.shortMoney(row.mrr)}</td>
              <td data-whole>
                <BandChip band={row.band} /> <RowScore row={row} />
              </td>
              <td>{risks.map((risk) => risk.replaceAll("_", " ")).join(", ")}</td>
              <td data-whole>{write.shortDay(row.renewal, asOf)}</td>
              <td data-short>
                <bdi>{row.owner ?? "–"}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
