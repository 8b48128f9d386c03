import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { ScoreNumber } from "../score/score-number.tsx";
import { useWriter } from "../words/reading.tsx";
import type { ViewProps } from "./insights-page.tsx";
import { useRevenue } from "./parts.tsx";
import { useInsight } from "./use-insight.ts";
import { intervalText } from "./words.ts";

const mostShown = 15;

/** Who is likeliest to be lost, as of the last week of the past that was asked. */
export function Likeliest({ listed }: ViewProps): ReactNode {
  const { result } = useInsight("likelihood", listed);
  const write = useWriter();
  const revenue = useRevenue();
  if (result?.kind !== "likelihood") return null;
  const { customers, within, asOf } = result;
  return (
    <Section id="likeliest" title="Likeliest to be lost" aside={`Within ${within} days, by scores of ${write.day(asOf)}; Renewals shows the same for each renewal`}>
      <DataTable label="Likeliest to be lost">
        <TableHead heads={[{ name: "Account" }, { name: "Likelihood" }, { name: "Score then", isNumber: true }, { name: "Band then" }, { name: "Revenue", isNumber: true }, { name: "Owner" }]} />
        <tbody>
          {customers.slice(0, mostShown).map(({ account, name, likelihood, score, band, mrr, owner }) => (
            <tr key={account}>
              <th scope="row">
                <Link to="/accounts/$account" params={{ account }}>
                  <bdi>{name}</bdi>
                </Link>
              </th>
              <td data-whole>
                <Explained label={`likelihood that ${name} is lost`} card={() => <Card title={`Lost within ${within} days`} text={`Because: ${likelihood?.basis ?? "nothing is known"}.`} facts={[["95 % interval", likelihood ? intervalText(likelihood, write.share) : "–"]]} />}>
                  {likelihood ? write.share(likelihood.value) : "–"}
                </Explained>
              </td>
              <td data-number>
                <ScoreNumber account={account} score={score} band={band} at={asOf} />
              </td>
              <td>
                <BandChip band={band} />
              </td>
              <td data-number>{revenue(mrr)}</td>
              <td data-short>
                <bdi>{owner || "–"}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
