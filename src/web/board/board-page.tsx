import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { Goals } from "../goals/goals.tsx";
import { Failure } from "../kit/notice.tsx";
import page from "../kit/page.module.css";
import { Waiting } from "../kit/waiting.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { usePlace } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import { AtRisk } from "./at-risk.tsx";
import styles from "./board.module.css";
import { Headline } from "./headline.tsx";
import { Retention } from "./retention.tsx";
import { Spread } from "./spread.tsx";
import { Trend } from "./trend.tsx";

/** The whole company on one page that can be printed: goals, bands, revenue at risk, retention. */
export function BoardPage(): ReactNode {
  const { asOf } = useSearch({ from: "/shell/board" });
  const { pack } = usePlace();
  const write = useWriter();
  const instant = asOf === undefined ? {} : { asOf };
  const revenue = useQuery({ ...ask("getRevenue", { ...instant, limit: 10 }), placeholderData: keepPreviousData });
  const summary = useQuery({ ...ask("getSummary", instant), placeholderData: keepPreviousData });
  const error = revenue.error ?? summary.error;
  if (error && !(revenue.data && summary.data))
    return (
      <>
        <PageHead title="Board" />
        <Failure error={error} retry={() => Promise.all([revenue.refetch(), summary.refetch()])} />
      </>
    );
  return (
    <>
      <PageHead title="Board" />
      <div className={`${page.page} ${styles.board}`}>
        <div className={styles.top}>
          <p className={styles.when}>
            <bdi>{pack.name}</bdi>
            {summary.data && `, as of ${write.day(summary.data.asOf)}`}
          </p>
          <Button variant="default" className={styles.print ?? ""} leftSection={<IconPrinter size={14} aria-hidden="true" />} onClick={() => globalThis.print()}>
            Print
          </Button>
        </div>
        {summary.data?.note && <p className={page.note}>{summary.data.note}</p>}
        {revenue.data && summary.data ? <Headline revenue={revenue.data} summary={summary.data} /> : <Waiting lines={2} height={60} />}
        {/* Goals are about now. */}
        {asOf === undefined && <Goals />}
        <Trend instant={instant} />
        {revenue.data ? <AtRisk revenue={revenue.data} /> : <Waiting lines={6} />}
        {revenue.data && <Retention revenue={revenue.data} />}
        <Spread instant={instant} />
      </div>
    </>
  );
}
