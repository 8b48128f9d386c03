import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../api/ask.ts";
import { BandChip } from "../score/band.tsx";
import { useWriter } from "../words/reading.tsx";
import { AccountLine, TodayList } from "./parts.tsx";
import styles from "./today.module.css";

interface Props {
  readonly owner?: readonly string[];
}

const shown = 10;

/** Pulses and typed-in values that somebody has to say again. */
export function MeasurementsDue({ owner }: Props): ReactNode {
  const write = useWriter();
  const asked = useQuery(ask("listMeasurementsDue", { ...(owner && { owner: [...owner] }), limit: shown }));
  return (
    <TodayList
      id="due"
      title="To be said again"
      asked={asked}
      items={({ items }) => items}
      total={({ total }) => total}
      line={({ account, name, kind, metric, metricName, responsible, state, daysOverdue, dueAt }) => (
        <AccountLine
          key={`${account} ${kind} ${metric}`}
          account={account}
          name={name}
          under={
            <>
              <bdi>{metricName}</bdi>
              {responsible !== null && (
                <>
                  {" · "}
                  <bdi>{responsible}</bdi>
                </>
              )}
            </>
          }
        >
          <span className={state === "overdue" ? styles.late : undefined}>{daysOverdue > 0 ? `${write.counted(daysOverdue, "day", "days")} overdue` : dueAt === null ? "never said" : `due ${write.shortDay(dueAt, new Date().toISOString())}`}</span>
        </AccountLine>
      )}
      more={asked.data && asked.data.total > shown && <p className={styles.none}>Those due longest are shown.</p>}
    />
  );
}

/** A pulse that the data contradict for a week. */
export function Disagreements({ owner }: Props): ReactNode {
  const asked = useQuery(ask("listDisagreements", { ...(owner && { owner: [...owner] }), limit: shown }));
  return (
    <TodayList
      id="disagreements"
      title="People and data disagree"
      asked={asked}
      items={({ disagreements }) => disagreements}
      total={({ total }) => total}
      line={({ account, name, pulse, band, decision }) => (
        <AccountLine key={account} account={account} name={name} under={decision}>
          <span className={styles.dim}>pulse</span>
          <BandChip band={pulse.band} />
          <span className={styles.dim}>data</span>
          <BandChip band={band} />
        </AccountLine>
      )}
    />
  );
}

/** Accounts that changed hands. */
export function HandedOver({ owner }: Props): ReactNode {
  const write = useWriter();
  const asked = useQuery(ask("listNotices", owner ? { owner: [...owner] } : {}));
  return (
    <TodayList
      id="handed-over"
      title="Handed over"
      asked={asked}
      items={({ notices }) => notices}
      total={({ notices }) => notices.length}
      line={({ message, account, name, text, time }) => (
        <AccountLine key={message} account={account} name={name} under={<bdi>{text}</bdi>}>
          <time dateTime={time}>{write.distance(time, asked.data?.asOf ?? time)}</time>
        </AccountLine>
      )}
    />
  );
}
