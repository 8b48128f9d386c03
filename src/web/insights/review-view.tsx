import type { ReactNode } from "react";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Empty } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";
import type { ViewProps } from "./insights-page.tsx";
import { Reading, RefusedView, sentence, useMetricName } from "./parts.tsx";
import { ReviewGroups } from "./review-groups.tsx";
import { type Reviewed, growthText, peopleText, togetherText } from "./review-words.ts";
import { useInsight } from "./use-insight.ts";
import { intervalText, twoDigits } from "./words.ts";

/** The look back of a year: did score, losses and growth move together, who was lost, and who knew better? */
export function ReviewView({ listed }: ViewProps): ReactNode {
  const { kept, result, error } = useInsight("review", listed);
  if (!kept) return <Empty title="Nobody has looked back at the last year yet">It puts score, losses and growth side by side month by month, says who was lost per segment, stage and owner, which metric misled, and whether people or the score knew better.</Empty>;
  if (!result) return <Reading error={error} />;
  if (result.kind === "refused") return <RefusedView reason={result.reason} leaks={result.leaks} />;
  return <ReviewedView review={result} />;
}

function ReviewedView({ review }: { readonly review: Reviewed }): ReactNode {
  const write = useWriter();
  const { report, withLosses, withGrowth, judgement, since, to, outcomes } = review;
  return (
    <>
      <div className={styles.verdict} data-kind={report.verdict.kind}>
        <h2>{`${write.day(since)} to ${write.day(to)}`}</h2>
        <p>{sentence(report.verdict.text)}</p>
        <ul className={styles.facts}>
          <li>{togetherText(withLosses, "fewer customers were lost")}</li>
          <li>{togetherText(withGrowth, "revenue grew more")}</li>
          <li>{judgement ? peopleText(judgement) : "Nobody recorded a pulse, so people can't be compared with the score."}</li>
        </ul>
      </div>
      <Months months={review.months} />
      <ReviewGroups review={review} />
      <Misled metrics={review.metrics} />
      <p className={styles.note}>
        The same as a page to print: <code>bellwether learn review --write</code>.
      </p>
      <Definitions texts={outcomes.definition} />
    </>
  );
}

const monthHeads = [
  { name: "Month" },
  ...Object.entries({ Customers: "Accounts with a score at the beginning of the month", "Mean score": "Over all weeks of the month and all accounts with a score; each counts once", Red: "The share of those scores that was red", Lost: "Accounts that were lost in the month", "Of customers": "Those lost, of the customers at the beginning of the month", Revenue: "Change of the revenue of the customers at the beginning of the month, losses included" }).map(([name, meaning]) => ({ name, meaning, isNumber: true })),
];

function Months({ months }: { readonly months: Reviewed["months"] }): ReactNode {
  const write = useWriter();
  if (months.length === 0) return null;
  return (
    <Section id="months" title="Month by month">
      <DataTable label="Month by month">
        <TableHead heads={monthHeads} />
        <tbody>
          {months.map(({ month, customers, meanScore, redShare, lost, lostShare, growth }) => (
            <tr key={month}>
              <th scope="row">{write.month(`${month}-15T12:00:00Z`)}</th>
              <td data-number>{write.count(customers ?? 0)}</td>
              <td data-number>{write.exact(meanScore)}</td>
              <td data-number>{write.share(redShare)}</td>
              <td data-number>{write.count(lost ?? 0)}</td>
              <td data-number>{write.share(lostShare)}</td>
              <td data-number>{growthText(growth, write)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}

const verdicts: Readonly<Record<Reviewed["metrics"][number]["verdict"], string>> = { told: "told", nothing: "said nothing sure", misled: "pointed the wrong way", too_few: "too few to ask" };

/** What held up the score of those who were lost, the worst first. */
function Misled({ metrics }: { readonly metrics: Reviewed["metrics"] }): ReactNode {
  const write = useWriter();
  const nameOf = useMetricName();
  return (
    <Section id="misled" title="Which metric misled" aside="What held up the score of the lost most stands first">
      <DataTable label="Which metric misled">
        <TableHead heads={[{ name: "Metric" }, { name: "Of the score", isNumber: true, meaning: "Its weight in the whole score, when nothing is missing" }, { name: "Points before renewals", isNumber: true, meaning: "Its mean points of those who then renewed" }, { name: "Points before losses", isNumber: true, meaning: "Its mean points of those who were then lost: the more, the more it held their score up" }, { name: "Effect", meaning: "The chance that who stayed had more points than who left, with its 95 % interval; 0.5 says nothing" }, { name: "Verdict" }]} />
        <tbody>
          {metrics.map(({ id, share, meanWon, meanLost, auc, verdict }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{nameOf(id)}</bdi>
              </th>
              <td data-number>{write.share(share)}</td>
              <td data-number>{write.exact(meanWon)}</td>
              <td data-number>{write.exact(meanLost)}</td>
              <td data-whole>{intervalText(auc, twoDigits)}</td>
              <td>{verdicts[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}
