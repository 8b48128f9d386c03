import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PrintedResult } from "../../contract/insight-results.ts";
import { Definitions } from "../kit/definitions.tsx";
import { Empty } from "../kit/notice.tsx";
import { BandTable, LeadTable, WarningFacts } from "./backtest-tables.tsx";
import styles from "./insights.module.css";
import type { ViewProps } from "./insights-page.tsx";
import { Histories } from "./histories.tsx";
import { LeakList, Reading, RefusedView } from "./parts.tsx";
import { OutcomeYears } from "./outcome-years.tsx";
import { Surprises } from "./surprises.tsx";
import { useInsight } from "./use-insight.ts";
import { pairsText, verdictMeanings, verdictTitles } from "./words.ts";

export type Judged = Extract<PrintedResult<"backtest">, { readonly kind: "judged" }>;
export type Report = Judged["report"];
export type Lead = Report["leads"][number];

/** Does the score tell who will leave? The answer first, then what it rests on. */
export function BacktestView({ listed }: ViewProps): ReactNode {
  const { kept, result, error } = useInsight("backtest", listed);
  if (!kept) return <NeverAsked />;
  if (!result) return <Reading error={error} />;
  if (result.kind === "refused") return <RefusedView reason={result.reason} leaks={result.leaks} />;
  return <JudgedView judged={result} />;
}

function NeverAsked(): ReactNode {
  return (
    <Empty title="Whether health tells the truth isn't known yet">
      It scores every week of your past from what was known in that week, and compares with who left and who stayed. That takes contracts with their ends or renewal results; <Link to="/data">Data</Link> shows what has arrived.
    </Empty>
  );
}

function JudgedView({ judged: { report, outcomes, accounts, instants } }: { readonly judged: Judged }): ReactNode {
  const { verdict, leads, primaryLead, leaks } = report;
  const primary = leads.find(({ leadDays }) => leadDays === primaryLead);
  const isEnough = verdict.kind !== "not_enough";
  return (
    <>
      <div className={styles.verdict} data-kind={verdict.kind}>
        <h2>{verdictTitles[verdict.kind]}</h2>
        {primary && isEnough && verdict.kind !== "leaks" && <p>{`${pairsText(primary.auc, primary.leadDays ?? 0)} ${baselineText(primary)}`}</p>}
        {primary && !isEnough && <p>{`${primary.accounts.lost} lost and ${primary.accounts.won} renewed customers had a score ${primaryLead} days before; at least 20 of each are needed.`}</p>}
        <p>{verdictMeanings[verdict.kind]}</p>
        <p>{`${accounts} accounts, scored in each of ${instants} weeks from what was known then.`}</p>
      </div>
      <LeakList leaks={leaks} />
      {isEnough && primary && (
        <>
          <LeadTable leads={leads} primaryLead={primaryLead ?? 0} />
          <BandTable lead={primary} />
          <WarningFacts warnings={report.warnings} />
          <Surprises report={report} />
        </>
      )}
      <Histories lost={report.lost} isFirst={!isEnough} />
      <OutcomeYears outcomes={outcomes} />
      <Definitions texts={outcomes.definition} />
    </>
  );
}

/** Against what costs nothing: a definition that doesn't beat it hasn't earned its trouble. */
function baselineText({ baselines }: Lead): string {
  const known = baselines.filter(({ auc }) => auc.value !== null).toSorted((one, other) => (other.auc.value ?? 0) - (one.auc.value ?? 0));
  const [best] = known;
  if (!best || best.auc.value === null) return "";
  const name = best.name === "recency" ? "Looking only at who was seen last" : best.name === "activity" ? "Looking only at how much they did" : best.name;
  const word = (best.difference.low ?? 0) > 0 ? "surely less" : (best.difference.high ?? 0) < 0 ? "surely more" : "not surely another number";
  return `${name} gives ${Math.round(best.auc.value * 100)}, ${word}.`;
}
