import type { ReactNode } from "react";
import { WhiskerPlot } from "../chart/whisker.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Lead, Report } from "./backtest-view.tsx";
import styles from "./insights.module.css";
import { useRevenue } from "./parts.tsx";
import { intervalText, pairsText, twoDigits } from "./words.ts";

/** How well the score told, the nearer the decision the better as a rule. */
export function LeadTable({ leads, primaryLead }: { readonly leads: readonly Lead[]; readonly primaryLead: number }): ReactNode {
  const write = useWriter();
  const heads = [{ name: "Days before", isNumber: true }, { name: "Lost", isNumber: true }, { name: "Renewed", isNumber: true }, { name: "Right in 100 pairs" }, { name: "0.5 is luck, 1 is always right" }, { name: "Of all losses, among the worst tenth", isNumber: true }];
  return (
    <Section id="leads" title="How early it tells" aside={`The verdict rests on ${primaryLead} days, chosen by counts alone`}>
      <DataTable label="How well the score told who left, by days before the decision">
        <TableHead heads={heads} />
        <tbody>
          {leads.map(({ leadDays, accounts, auc, ranking }) => (
            <tr key={leadDays}>
              <th scope="row" data-number>
                {leadDays}
              </th>
              <td data-number>{write.count(accounts.lost ?? 0)}</td>
              <td data-number>{write.count(accounts.won ?? 0)}</td>
              <td data-whole>
                <Explained label={`how well it told ${leadDays} days before`} card={() => <Card title={`${leadDays} days before the decision`} text={pairsText(auc, leadDays ?? 0)} facts={[["AUC", intervalText(auc, twoDigits)], ["Lost with a score", write.count(accounts.lost ?? 0)], ["Renewed with a score", write.count(accounts.won ?? 0)]]} />}>
                  {intervalText(auc, (value) => String(Math.round(value * 100)))}
                </Explained>
              </td>
              <td className={styles.plot}>
                <WhiskerPlot estimate={auc} from={0.3} to={1} mark={0.5} />
              </td>
              <td data-number>{(accounts.lost ?? 0) > 0 ? intervalText(ranking.worstDecileRecall, write.share) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}

/** What became of each colour. */
export function BandTable({ lead: { bands, leadDays, ranking } }: { readonly lead: Lead }): ReactNode {
  const write = useWriter();
  const revenue = useRevenue();
  const most = Math.max(0.02, ...bands.map(({ lossRate }) => lossRate.high ?? 0));
  const heads = [{ name: "Band" }, { name: "Decisions", isNumber: true }, { name: "Lost", isNumber: true }, { name: "Share lost" }, { name: `0 to ${write.share(most)}` }, { name: "Of all losses", isNumber: true }, { name: "Revenue lost a month", isNumber: true }];
  return (
    <Section id="bands" title={`What became of each band, ${leadDays} days before the decision`}>
      <DataTable label="What became of each band">
        <TableHead heads={heads} />
        <tbody>
          {bands.map(({ band, n, lost, lossRate, shareOfLost, mrrLost }) => (
            <tr key={band}>
              <th scope="row">
                <BandChip band={band} />
              </th>
              <td data-number>{write.count(n ?? 0)}</td>
              <td data-number>{write.count(lost ?? 0)}</td>
              <td data-whole>
                <Explained label={`share of ${band} that was lost`} card={() => <Card title={`Lost after ${band}`} text={`Of ${n} decisions before which the account was ${band}, ${lost} were losses. Rows of one account count as one witness, so the interval is wider than the count alone would say.`} />}>
                  {intervalText(lossRate, write.share)}
                </Explained>
              </td>
              <td className={styles.plot}>
                <WhiskerPlot estimate={lossRate} from={0} to={most} />
              </td>
              <td data-number>{intervalText(shareOfLost, write.share)}</td>
              <td data-number>{revenue(mrrLost)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p className={styles.note}>{`Of the revenue that was lost, ${intervalText(ranking.revenueCaughtRed, write.share)} stood in red, ${intervalText(ranking.revenueCaughtYellow, write.share)} in red or yellow.`}</p>
    </Section>
  );
}

/** How long before a loss it warned. */
export function WarningFacts({ warnings }: { readonly warnings: Report["warnings"] }): ReactNode {
  const write = useWriter();
  const days = ([low, middle, high]: Report["warnings"]["red"]["first"]): string => (middle === null ? "–" : `${write.count(Math.round(middle))} days before (half of them ${write.count(Math.round(low ?? 0))} to ${write.count(Math.round(high ?? 0))})`);
  return (
    <Section id="warning" title="How early it warned">
      <ul className={styles.facts}>
        {([["Red", warnings.red], ["Yellow or red", warnings.yellow]] as const).map(([name, { warned, first, lasting, unbroken }]) => (
          <li key={name}>
            <strong>{name}</strong>
            {` within the year before ${intervalText(warned, write.share)} of the losses, for the first time ${days(first)}. It still stood there at the end before ${intervalText(lasting, write.share)} of them, without a break since ${days(unbroken)}.`}
          </li>
        ))}
      </ul>
    </Section>
  );
}
