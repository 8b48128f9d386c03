import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { bands } from "../../scores/bands.ts";
import { Sparkline } from "../chart/sparkline.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import page from "../kit/page.module.css";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Report } from "./backtest-view.tsx";
import styles from "./insights.module.css";
import { AccountThen, useRevenue } from "./parts.tsx";

type Lost = Report["lost"][number];
const [first, weeks] = [12, 53];

/** The year before each loss, the loss at the right; with few losses this says more than any number. */
export function Histories({ lost, isFirst }: { readonly lost: readonly Lost[]; readonly isFirst: boolean }): ReactNode {
  const [isWhole, setWhole] = useState(isFirst);
  const latest = lost.toReversed();
  const shown = isWhole ? latest : latest.slice(0, first);
  return (
    <Section id="histories" title="The year before each loss" aside={lost.length > 0 && `${shown.length} of ${lost.length}, the latest first`}>
      {lost.length === 0 ? (
        <p className={styles.note}>Nobody was lost, so there is no history to show.</p>
      ) : (
        <DataTable label="The year before each loss">
          <TableHead heads={[{ name: "Account" }, { name: "Lost on" }, { name: "Revenue", isNumber: true }, { name: "Score of the year before, the loss at the right" }, { name: "Last score", isNumber: true }, { name: "Last band" }]} />
          <tbody>
            {shown.map((one) => (
              <History key={`${one.account} ${one.at}`} lost={one} />
            ))}
          </tbody>
        </DataTable>
      )}
      {lost.length > shown.length && (
        <div className={page.more}>
          <Button variant="default" onClick={() => setWhole(true)}>
            {`Show all ${lost.length}`}
          </Button>
        </div>
      )}
    </Section>
  );
}

function History({ lost: { account, name, at, mrr, points } }: { readonly lost: Lost }): ReactNode {
  const write = useWriter();
  const revenue = useRevenue();
  const last = points.findLast(({ score }) => score !== null);
  const band = bands[last?.band ?? -1] ?? "unknown";
  const [begin] = points;
  return (
    <tr>
      <th scope="row">
        <AccountThen account={account} name={name} at={last?.instant ?? at} />
      </th>
      <td data-whole>{write.day(at)}</td>
      <td data-number>{revenue(mrr)}</td>
      <td>
        <Sparkline scores={points.map(({ score }) => score)} band={band} label={`From ${write.score(begin?.score ?? null)} to ${write.score(last?.score ?? null)} within a year`} days={weeks} width={180} />
      </td>
      <td data-number>
        <ScoreNumber account={account} score={last?.score ?? null} band={band} at={last?.instant ?? at} />
      </td>
      <td>
        <BandChip band={band} />
      </td>
    </tr>
  );
}
