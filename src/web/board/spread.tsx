import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { StackBar } from "../chart/stack-bar.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { bandLook, bandOrder } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./board.module.css";

/** How each segment spreads over the bands, and whether the bands tell accounts apart. */
export function Spread({ instant }: { readonly instant: { readonly asOf?: string } }): ReactNode {
  const write = useWriter();
  const spread = useQuery({ ...ask("getSpread", instant), placeholderData: keepPreviousData });
  const lopsided = spread.data?.segments.filter(({ spread: { text } }) => text !== null) ?? [];
  return (
    <Section id="spread" title="Bands by segment">
      {spread.error && !spread.data && <Failure error={spread.error} retry={spread.refetch} />}
      {spread.isPending && <Waiting lines={3} />}
      {spread.data && (
        <>
          <DataTable label="Accounts in each band by segment">
            <TableHead heads={[{ name: "Segment" }, { name: "Accounts", isNumber: true }, ...bandOrder.map((band) => ({ name: bandLook[band].word, isNumber: true })), { name: "Spread" }]} />
            <tbody>
              {spread.data.segments.map(({ segment, name, accounts, bands }) => (
                <tr key={segment ?? ""}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  <td data-number>{write.count(accounts)}</td>
                  {bandOrder.map((band) => {
                    const own = bands.find((one) => one.band === band);
                    return (
                      <td key={band} data-number>
                        {own && own.accounts > 0 ? `${write.count(own.accounts)} (${write.share(own.share)})` : "–"}
                      </td>
                    );
                  })}
                  <td className={styles.barCell}>
                    <StackBar parts={bandOrder.map((band) => ({ kind: band, value: bands.find((one) => one.band === band)?.accounts ?? 0 }))} />
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          {lopsided.length > 0 && (
            <ul className={styles.warnings}>
              {lopsided.map(({ segment, name, spread: { text } }) => (
                <li key={segment ?? ""}>
                  <bdi>{name}</bdi>: {text}; bands that hold nearly everybody tell nobody apart.
                </li>
              ))}
            </ul>
          )}
          <Definitions texts={spread.data.definitions} />
        </>
      )}
    </Section>
  );
}
