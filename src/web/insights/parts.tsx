import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { PrintedResult } from "../../contract/insight-results.ts";
import { inWords } from "../../lib/words.ts";
import { Failure } from "../kit/notice.tsx";
import { Section } from "../kit/section.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { dayIn } from "../shell/days.ts";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./insights.module.css";

type Leaks = Extract<PrintedResult<"backtest">, { readonly kind: "refused" }>["leaks"];

/** The name that people call a metric; of a candidate from the data, what it is called there. */
export function useMetricName(): (id: string) => string {
  const { pack } = usePlace();
  const names = new Map(pack.metrics.map(({ metric, name }) => [metric, name]));
  return (id) => names.get(id) ?? inWords(id);
}

/** Writes revenue a month: results name no currency, because all of it is in that of the definition. */
export function useRevenue(): (mrr: number | null) => string {
  const write = useWriter();
  const { pack } = usePlace();
  return (mrr) => write.shortMoney(mrr === null ? null : { amount: mrr, currency: pack.currency });
}

/** An account as it was seen then. */
export function AccountThen({ account, name, at }: { readonly account: string; readonly name: string; readonly at: string }): ReactNode {
  const { pack } = usePlace();
  return (
    <Link to="/accounts/$account" params={{ account }} search={{ asOf: dayIn(pack.timezone, Date.parse(at)) }}>
      <bdi>{name}</bdi>
    </Link>
  );
}

/** What comes before a result: that it is read, or why it can't be. */
export const Reading = ({ error }: { readonly error: Error | null }): ReactNode => (error ? <Failure error={error} /> : <Waiting lines={8} />);

/** Why nothing can be learned, as the rules say it. */
export function RefusedView({ reason, leaks }: { readonly reason: string; readonly leaks: Leaks }): ReactNode {
  return (
    <div className={styles.verdict} data-kind="leaks">
      <h2>Nothing can be learned from this past yet</h2>
      <p>{sentence(reason.replace(/^refused: /, ""))}</p>
      <p>
        Contracts with their ends, or renewal results with their dates, come in by <code>bellwether import</code> or as events; the <Link to="/data">Data</Link> page shows what has arrived.
      </p>
      <LeakList leaks={leaks} />
    </div>
  );
}

/** Measurements that know too much. */
export function LeakList({ leaks }: { readonly leaks: Leaks }): ReactNode {
  const nameOf = useMetricName();
  if (leaks.length === 0) return null;
  return (
    <Section id="leaks" title="What knows too much">
      <ul className={styles.leaks}>
        {leaks.map(({ metric, kind, severity, text }) => (
          <li key={`${metric} ${kind}`}>
            <strong>{severity === "leak" ? "Leak" : "Suspicion"}:</strong> <bdi>{nameOf(metric)}</bdi> {text}.
          </li>
        ))}
      </ul>
    </Section>
  );
}

export const sentenceStart = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
export const sentence = (text: string): string => `${sentenceStart(text)}${/[.!?]$/.test(text) ? "" : "."}`;
