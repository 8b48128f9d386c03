import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Card, Explained } from "../kit/explained.tsx";
import { BandChip } from "../score/band.tsx";
import { Change } from "../score/change.tsx";
import { dayBefore, dayIn } from "../shell/days.ts";
import { nameIn, usePlace } from "../shell/place.ts";
import { ScoreCard } from "../score/score-card.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./account-head.module.css";
import { type Account, useAccount } from "./account-view.ts";

/** The score in one look, and who this customer is. */
export function AccountHead(): ReactNode {
  const write = useWriter();
  const { row } = useAccount().data;
  return (
    <section className={styles.head} aria-label="Overview">
      <div className={styles.health}>
        <span className={styles.score}>
          <Explained label="score" card={() => <ScoreCard row={row} />}>
            {write.score(row.score)}
          </Explained>
        </span>
        <div className={styles.band}>
          <BandChip band={row.band} large />
          <span className={styles.since}>{row.isOverridden ? "set by a person" : row.since === null ? "" : `since ${write.day(row.since)}`}</span>
        </div>
        <dl className={styles.changes}>
          <div>
            <dt>7 days</dt>
            <dd>
              <ChangeSince days={7} points={row.change7Days} />
            </dd>
          </div>
          <div>
            <dt>30 days</dt>
            <dd>
              <ChangeSince days={30} points={row.change30Days} cause={row.cause} />
            </dd>
          </div>
        </dl>
      </div>
      <Facts />
      {row.unknown && <p className={styles.unknown}>{row.unknown.text}</p>}
    </section>
  );
}

/** A change, since when, and the way to all its parts. */
function ChangeSince({ days, points, cause = null }: { readonly days: number; readonly points: number | null; readonly cause?: Account["row"]["cause"] }): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const { row, asOf } = useAccount().data;
  const since = dayBefore(dayIn(pack.timezone, Date.parse(asOf)), days);
  const card = (): ReactNode => (
    <Card title={`${write.change(points, 1)} points since ${write.day(`${since}T12:00:00Z`)}`} text={points === null ? "It had no score then, or has none now." : "The score now, less that of the beginning of that day."} facts={cause ? [["Most of it by", <bdi key="by">{`${cause.name}, ${write.change(cause.points, 1)} points`}</bdi>]] : []}>
      <Link to="/accounts/$account" params={{ account: row.account }} search={(before) => ({ ...before, since })} hash="changed">
        See all that changed
      </Link>
    </Card>
  );
  return (
    <Explained label={`points in ${days} days`} card={card}>
      <Change points={points} digits={1} />
    </Explained>
  );
}

function Facts(): ReactNode {
  const write = useWriter();
  const { pack } = usePlace();
  const { row, seats, contractMonths, model, asOf } = useAccount().data;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Revenue", row.mrr === null ? "–" : `${write.money(row.mrr)} a month`],
    ["Renewal", row.renewal === null ? "–" : `${write.day(row.renewal)}, ${write.distance(row.renewal, asOf)}`],
    ["Owner", <bdi key="owner">{row.owner ?? "–"}</bdi>],
    ...(pack.stages.length > 0 ? [["Stage", row.stage === null ? "–" : nameIn(pack.stages, row.stage)] as const] : []),
    ...(row.segments.length > 0 ? [["Segment", row.segments.map((segment) => nameIn(pack.segments, segment)).join(", ")] as const] : []),
    ...(seats === null ? [] : [["Seats", write.count(seats)] as const]),
    ...(contractMonths === null ? [] : [["Customer for", write.counted(Math.floor(contractMonths), "month", "months")] as const]),
    [
      "Known",
      <Explained
        key="known"
        label="coverage"
        card={() => <Card title={`${write.percent(row.coverage)} known`} text={`The share of the score's weight that rests on data that is there and fresh. Under ${write.percent(pack.coverageFloor)} there is no band.`} facts={model === "base" ? [] : [["Scored as", model]]} />}
      >
        {write.percent(row.coverage)}
      </Explained>,
    ],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
