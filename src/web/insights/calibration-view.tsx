import type { ReactNode } from "react";
import type { PrintedResult } from "../../contract/insight-results.ts";
import { ReliabilityDiagram } from "../chart/reliability.tsx";
import { WhiskerPlot } from "../chart/whisker.tsx";
import { DataTable, TableHead } from "../kit/data-table.tsx";
import { Definitions } from "../kit/definitions.tsx";
import { Empty } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { BandChip } from "../score/band.tsx";
import { nameIn, usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";
import type { ViewProps } from "./insights-page.tsx";
import { Likeliest } from "./likeliest.tsx";
import { Reading, RefusedView, sentence, sentenceStart } from "./parts.tsx";
import { useInsight } from "./use-insight.ts";
import { intervalText } from "./words.ts";

type Asked = Extract<PrintedResult<"calibration">, { readonly kind: "asked" }>;
type Possible = Extract<Asked["lost"], { readonly possible: true }>;

/** What a score has meant so far, as a likelihood, and whether that held later. */
export function CalibrationView({ listed }: ViewProps): ReactNode {
  const { kept, result, error } = useInsight("calibration", listed);
  if (!kept) return <Empty title="How likely a loss is isn't known yet">It looks how often customers of each band and score were lost within 90 days, and tries what it learned from earlier scores on later ones.</Empty>;
  if (!result) return <Reading error={error} />;
  if (result.kind === "refused") return <RefusedView reason={result.reason} leaks={result.leaks} />;
  const { lost, expanded, outcomes } = result;
  return (
    <>
      <Lost lost={lost} />
      {lost.possible && <Held lost={lost} />}
      <Likeliest listed={listed} />
      <Section id="expansions" title="And growth?">{expanded.possible ? <Rates calibration={expanded} label="Expanded after each band" /> : <p className={styles.note}>{sentence(`Nothing can be said of expansions: ${expanded.reason}`)}</p>}</Section>
      <Definitions texts={outcomes.definition} />
    </>
  );
}

function Lost({ lost }: { readonly lost: Asked["lost"] }): ReactNode {
  const write = useWriter();
  if (!lost.possible) {
    return (
      <div className={styles.verdict}>
        <h2>A score can't be told as a likelihood</h2>
        <p>{sentence(lost.reason)}</p>
        <p>Neither this page nor Renewals shows a number then: it would only look exact.</p>
      </div>
    );
  }
  const red = lost.bands.find(({ band, segment }) => band === "red" && segment === "");
  const green = lost.bands.find(({ band, segment }) => band === "green" && segment === "");
  return (
    <>
      <div className={styles.verdict} data-kind="predicts">
        <h2>{`Of red customers ${write.share(red?.rate.value ?? null)} were lost within ${lost.horizonDays} days, of green ones ${write.share(green?.rate.value ?? null)}`}</h2>
        <p>{`Over all bands it was ${intervalText(lost.baseRate, write.share)}: ${write.count(lost.happened ?? 0)} of ${write.count(lost.n ?? 0)} scores, one of each customer every ${lost.horizonDays} days, were followed by a loss within ${lost.horizonDays} days.`}</p>
        <p>Scores of one customer count as one witness, which the intervals allow for.</p>
      </div>
      <Section id="rates" title={`Lost within ${lost.horizonDays} days, by band`}>
        <Rates calibration={lost} label="Lost after each band" />
      </Section>
    </>
  );
}

/** Every band, and the segments that have enough for a rate of their own. */
function Rates({ calibration: { bands, event }, label }: { readonly calibration: Possible; readonly label: string }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const shown = bands.filter(({ segment, pooled, n }) => (segment === "" || !pooled) && (n ?? 0) > 0);
  const most = Math.max(0.02, ...shown.map(({ rate }) => rate.high ?? 0));
  return (
    <DataTable label={label}>
      <TableHead heads={[{ name: "Band" }, { name: "Segment" }, { name: "Scores", isNumber: true, meaning: "So many scores were followed up" }, { name: event === "lost" ? "Lost" : "Expanded", isNumber: true }, { name: "Share", meaning: "How often it happened, with its 95 % interval; scores of one customer count as one witness" }, { name: `0 to ${write.share(most)}` }]} />
      <tbody>
        {shown.map(({ band, segment, n, happened, rate }) => (
          <tr key={`${band} ${segment}`}>
            <th scope="row">
              <BandChip band={band} />
            </th>
            <td>{segment === "" ? "All" : <bdi>{sentenceStart(nameIn(pack.segments, segment))}</bdi>}</td>
            <td data-number>{write.count(n ?? 0)}</td>
            <td data-number>{write.count(happened ?? 0)}</td>
            <td data-whole>{intervalText(rate, write.share)}</td>
            <td className={styles.plot}>
              <WhiskerPlot estimate={rate} from={0} to={most} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

const methods: Readonly<Record<Possible["method"], string>> = { bands: "the observed rates of the bands", platt: "a logistic line through the scores", isotonic: "a monotone curve through the scores" };

/** Whether what earlier scores said came true for later ones. */
function Held({ lost: { outOfTime, method } }: { readonly lost: Possible }): ReactNode {
  const write = useWriter();
  const { bins, brier, brierOfBaseRate, n } = outOfTime;
  const skill = brier === null || !brierOfBaseRate ? null : 1 - brier / brierOfBaseRate;
  const shown = bins.map(({ meanPredicted, observed, n: own }) => ({ predicted: meanPredicted, observed, n: own ?? 0 }));
  return (
    <Section id="held" title="Did what was told come true later?">
      <div className={styles.beside}>
        <ReliabilityDiagram bins={shown} label="Told likelihood against how often it came true on later data. The table beside it has the figures." />
        <div>
          <DataTable label="Told and come true">
            <TableHead heads={[{ name: "Told", isNumber: true, meaning: "What was told on average, in groups from the least likely to the likeliest" }, { name: "Came true", meaning: "How often it then happened, with its 95 % interval" }, { name: "Scores", isNumber: true }]} />
            <tbody>
              {shown.map(({ predicted, observed, n: own }, place) => (
                <tr key={place}>
                  <th scope="row" data-number>
                    {write.share(predicted)}
                  </th>
                  <td data-whole>{intervalText(observed, write.share)}</td>
                  <td data-number>{write.count(own)}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <p className={styles.note}>{`Of the ways that were tried, ${methods[method]} did best on ${write.count(n ?? 0)} later scores${skill === null ? "" : skill > 0 ? `: its squared error was ${write.share(skill)} less than that of telling everybody the average` : ", but no better than telling everybody the average"}.`}</p>
        </div>
      </div>
    </Section>
  );
}
