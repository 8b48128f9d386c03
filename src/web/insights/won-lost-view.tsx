import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PrintedResult } from "../../contract/insight-results.ts";
import { Definitions } from "../kit/definitions.tsx";
import { Empty } from "../kit/notice.tsx";
import { FindingTable } from "./finding-table.tsx";
import { strongest } from "../../insights/won-lost/strongest.ts";
import { GrowthTable } from "./growth-table.tsx";
import styles from "./insights.module.css";
import type { ViewProps } from "./insights-page.tsx";
import { LeakList, Reading, RefusedView, sentence } from "./parts.tsx";
import { useInsight } from "./use-insight.ts";
import { ValueTimes } from "./value-times.tsx";

export type Compared = Extract<PrintedResult<"won-lost">, { readonly kind: "compared" }>;

/** What went before renewals and what before losses, and what before growth. */
export function WonLostView({ listed }: ViewProps): ReactNode {
  const { kept, result, error } = useInsight("won-lost", listed);
  if (!kept) return <Empty title="What came before renewals and losses isn't known yet">It compares what was measured weeks before those who stayed and those who left decided: the metrics of the health definition, and others that your data could feed.</Empty>;
  if (!result) return <Reading error={error} />;
  if (result.kind === "refused") return <RefusedView reason={result.reason} leaks={result.leaks} />;
  return <ComparedView compared={result} />;
}

function ComparedView({ compared }: { readonly compared: Compared }): ReactNode {
  const { report, leaks, candidates, timesToValue, outcomes } = compared;
  const leaking = new Set(leaks.filter(({ severity }) => severity === "leak").map(({ metric }) => metric));
  const found = strongest(report.findings, leaking);
  const [sure, possible] = ["consistent", "possible"].map((verdict) => found.filter((finding) => finding.verdict === verdict).length);
  const isEnough = report.tested !== 0;
  const title = !isEnough ? "Too few renewal results to compare" : found.length === 0 ? "Nothing found that came before losses" : `${sure} ${sure === 1 ? "metric" : "metrics"} told consistently who would leave, ${possible} more possibly`;
  return (
    <>
      <div className={styles.verdict} data-kind={found.length > 0 ? "predicts" : "nothing_found"}>
        <h2>{title}</h2>
        {isEnough ? <p>{`${candidates.length} metrics that your data could feed were tried beside those of the health definition, ${report.tested} comparisons in all, and all corrected for: trying more raises the bar for each.`}</p> : <p>{sentence(report.verdict)}</p>}
        <p>{isEnough ? "What goes before a loss need not be its cause. Only decisions of one quarter are compared, so that the calendar explains nothing." : <FewHint />}</p>
      </div>
      <LeakList leaks={leaks} />
      {found.length > 0 && <FindingTable findings={found} candidates={new Set(candidates.map(({ id }) => id))} />}
      {isEnough && <GrowthTable compared={compared} />}
      <ValueTimes times={timesToValue} />
      <Definitions texts={outcomes.definition} />
    </>
  );
}

const FewHint = (): ReactNode => (
  <>
    Look at <Link to="/insights" search={{}} hash="histories">the year before each loss</Link> instead, customer by customer.
  </>
);
