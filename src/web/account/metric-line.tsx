import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card, Explained } from "../kit/explained.tsx";
import { BandMark } from "../score/band.tsx";
import { usePlace } from "../shell/place.ts";
import { missingWords } from "../words/missing.ts";
import { useWriter } from "../words/reading.tsx";
import { type MetricPart, useAccount } from "./account-view.ts";
import { Bar } from "./bar.tsx";
import { EventList } from "./event-list.tsx";
import { Weight } from "./weight.tsx";
import styles from "./why.module.css";

/** A metric with its value; pressed, it shows the events that the value is made of. */
export function MetricLine({ metric }: { readonly metric: MetricPart }): ReactNode {
  const write = useWriter();
  const { data, search, instant, change } = useAccount();
  const { pack } = usePlace();
  const isOpen = search.metric === metric.metric;
  const toggle = (): void => {
    const { metric: _open, ...rest } = search;
    change(isOpen ? rest : { ...rest, metric: metric.metric });
  };
  return (
    <>
      <div role="row" className={styles.row} data-open={isOpen || undefined}>
        <span role="cell" className={styles.name}>
          <button type="button" className={styles.opener} aria-expanded={isOpen} onClick={toggle}>
            <IconChevronRight size={14} aria-hidden="true" />
            <BandMark band={metric.band} size={10} />
            <bdi>{metric.name}</bdi>
          </button>
        </span>
        <span role="cell" className={styles.right}>
          <Explained label={metric.name} card={() => <MetricCard metric={metric} />}>
            {write.measured(metric.raw.text) ?? <span className={styles.missing}>{metric.raw.missing ? missingWords[metric.raw.missing].short : "–"}</span>}
          </Explained>
        </span>
        <span role="cell" className={styles.right}>
          <Explained label={`${metric.name}, its score`} card={() => <MetricCard metric={metric} />}>
            {write.score(metric.score)}
          </Explained>
        </span>
        <span role="cell" className={`${styles.right} ${styles.dim}`}>
          <Weight name={metric.name} weight={metric.weight} usual={pack.metrics.find((one) => one.metric === metric.metric)?.weight} contribution={metric.contribution} hash={`metric-${metric.metric}`} />
        </span>
        <Bar points={metric.contribution} possible={metric.weight * 100} band={metric.band} />
      </div>
      {isOpen && (
        <div role="row" className={styles.events}>
          <div role="cell" aria-colspan={5}>
            <EventList question={{ account: data.row.account, metric: metric.metric, ...instant }} none="No event stands behind this value: it comes from contracts, traits or other metrics, or nothing has arrived." />
          </div>
        </div>
      )}
    </>
  );
}

/** What a metric measures, how its points come about, and how fresh it is. */
export function MetricCard({ metric }: { readonly metric: MetricPart }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const { asOf } = useAccount().data;
  const definition = pack.metrics.find((one) => one.metric === metric.metric);
  const { raw, score, weight, events, latestEvent } = metric;
  return (
    <Card
      title={`${metric.name}${raw.text === null ? "" : `: ${write.measured(raw.text)}`}`}
      text={raw.missing ? missingWords[raw.missing].long : definition?.definition}
      facts={[
        ["Score", score === null ? "none; its weight goes to the others" : `${write.exact(score)} of 100`],
        ["Weight", `${write.share(weight)} of the score`],
        ...(events > 0 ? [["Made of", write.counted(events, "event", "events")] as const] : []),
        ...(latestEvent === null ? [] : [["Latest", `${write.time(latestEvent)}, ${write.distance(latestEvent, asOf)}`] as const]),
      ]}
    >
      <Link to="/how-scores-work" hash={`metric-${metric.metric}`}>
        How it is measured
      </Link>
    </Card>
  );
}
