import type { ReactNode } from "react";
import { WhiskerPlot } from "../chart/whisker.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Card, Explained } from "../kit/explained.tsx";
import { Section } from "../kit/section.tsx";
import { useWriter } from "../words/reading.tsx";
import type { Told } from "../../insights/won-lost/strongest.ts";
import styles from "./insights.module.css";
import { useMetricName } from "./parts.tsx";
import type { Compared } from "./won-lost-view.tsx";
import { findingWords, intervalText, shortValue, twoDigits } from "./words.ts";

type Found = Told<Compared["report"]["findings"][number]>;

const mostShown = 20;
const middle = 2;
const held: Readonly<Record<NonNullable<Found["overYears"]>["verdict"], string>> = { stable: "alike", varies: "not alike", reverses: "some say the opposite", too_few: "too few to say" };

/** Each metric at the lead time at which it told most. */
export function FindingTable({ findings, candidates }: { readonly findings: readonly Found[]; readonly candidates: ReadonlySet<string> }): ReactNode {
  const heads = [{ name: "Metric" }, { name: "Better" }, { name: "Days before", isNumber: true }, { name: "How surely" }, { name: "Effect", meaning: "The chance that who stayed had more of it; 0.5 says nothing" }, { name: "0 to 1, 0.5 is luck" }, { name: "Stayed", isNumber: true, meaning: "Median" }, { name: "Left", isNumber: true, meaning: "Median" }, { name: "Counted", isNumber: true }];
  return (
    <Section id="findings" title="What came before renewals and losses" aside={findings.length > mostShown && `The strongest ${mostShown} of ${findings.length}`}>
      <DataTable label="What came before renewals and losses">
        <TableHead heads={heads} />
        <tbody>
          {findings.slice(0, mostShown).map((finding) => (
            <Line key={finding.metric} finding={finding} isCandidate={candidates.has(finding.metric)} />
          ))}
        </tbody>
      </DataTable>
    </Section>
  );
}

function Line({ finding, isCandidate }: { readonly finding: Found; readonly isCandidate: boolean }): ReactNode {
  const { metric, leadDays, better, verdict, auc, distribution, won, lost, overYears, overSegments } = finding;
  const write = useWriter();
  const nameOf = useMetricName();
  const { name, meaning } = findingWords[verdict];
  const card = (): ReactNode => (
    <Card
      title={`${nameOf(metric)}, ${leadDays} days before`}
      text={`In ${auc.value === null ? "–" : Math.round(auc.value * 100)} of 100 pairs who stayed had more of it than who left.`}
      facts={[["Effect", intervalText(auc, twoDigits)], ...(overYears ? [["Over years", held[overYears.verdict]] as const] : []), ...(overSegments ? [["Over segments", held[overSegments.verdict]] as const] : [])]}
    />
  );
  return (
    <tr>
      <th scope="row">
        <span className={styles.metric}>
          <bdi>{nameOf(metric)}</bdi>
        </span>
        <span className={styles.why}>{isCandidate ? "Not in the health definition; your data could feed it" : threshold(finding)}</span>
      </th>
      <td>{better === "more" ? "more" : "less"}</td>
      <td data-number>{leadDays}</td>
      <td>
        <span className={styles.tag} data-verdict={verdict} title={meaning}>
          {name}
        </span>
      </td>
      <td data-whole>
        <Explained label={`effect of ${nameOf(metric)}`} card={card}>
          {intervalText(auc, twoDigits)}
        </Explained>
      </td>
      <td className={styles.plot}>
        <WhiskerPlot estimate={auc} from={0} to={1} mark={0.5} />
      </td>
      <td data-number>{shortValue(distribution.won[middle])}</td>
      <td data-number>{shortValue(distribution.lost[middle])}</td>
      <td data-number>{`${write.count(won ?? 0)} + ${write.count(lost ?? 0)}`}</td>
    </tr>
  );
}

/** What the finding says behind the name of its metric, such as that those under a limit leave so many times as often. */
function threshold({ text, threshold: found }: Found): string {
  return found ? text.slice(text.indexOf(" ") + 1) : "";
}
