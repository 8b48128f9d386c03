import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { Answer } from "../../contract/routes.ts";
import { ask } from "../api/ask.ts";
import { ScoreChart } from "../chart/score-chart.tsx";
import { Empty, Failure } from "../kit/notice.tsx";
import { Waiting } from "../kit/waiting.tsx";
import { Section } from "../kit/section.tsx";
import { usePlace } from "../shell/place.ts";
import { useAccount } from "./account-view.ts";
import { type Range, ranges } from "./search.ts";
import { dayIn } from "../shell/days.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./score-over-time.module.css";

const dayMs = 86_400_000;
const choices = Object.entries(ranges).map(([value, { name }]) => ({ value, label: name }));

/** The score at every midnight, on its bands. */
export function ScoreOverTime(): ReactNode {
  const { data, search, instant, change } = useAccount();
  const { pack } = usePlace();
  const history = useQuery({ ...ask("getHistory", { account: data.row.account, ...instant }), placeholderData: keepPreviousData });
  const range: Range = search.range ?? "year";
  const points = history.data?.points;
  const shown = useMemo(() => spanOf(points ?? [], data.asOf, range), [points, data.asOf, range]);
  return (
    <Section id="score" title="Score over time" aside={<SegmentedControl size="xs" data={choices} value={range} onChange={(next) => change({ ...search, range: next as Range })} aria-label="How far back" transitionDuration={0} />}>
      {history.error && !history.data ? (
        <Failure error={history.error} retry={history.refetch} />
      ) : shown && history.data ? (
        <>
        <ScoreChart
          points={shown.points}
          markers={history.data.markers}
          limits={pack.limits}
          span={shown.span}
          since={search.since === undefined ? undefined : Date.parse(`${search.since}T00:00:00Z`)}
          choose={(asOf) => change({ ...search, since: dayIn(pack.timezone, Date.parse(asOf)) })}
        />
        <Versions markers={history.data.markers.filter(({ time }) => Date.parse(time) >= shown.span[0])} />
        </>
      ) : history.data ? (
        <Empty title="There is no history yet">The first point comes with the first midnight after the account appeared.</Empty>
      ) : (
        <Waiting lines={1} height={236} />
      )}
    </Section>
  );
}

function spanOf<P extends { readonly asOf: string }>(points: readonly P[], asOf: string, range: Range): { readonly points: readonly P[]; readonly span: readonly [number, number] } | undefined {
  const first = points[0];
  if (first === undefined) return undefined;
  const end = Date.parse(asOf);
  const from = Math.max(Date.parse(first.asOf), end - ranges[range].days * dayMs);
  return { points: points.filter((point) => Date.parse(point.asOf) >= from), span: [Math.min(from, end - 7 * dayMs), end] };
}

type Marker = Answer<"getHistory">["markers"][number];

/** Where the score was made otherwise from then on: what it was before is shown as it was told. */
function Versions({ markers }: { readonly markers: readonly Marker[] }): ReactNode {
  const write = useWriter();
  const versions = markers.filter(({ kind }) => kind === "version");
  if (versions.length === 0) return null;
  return (
    <ul className={styles.versions} aria-label="Changes of the health definition">
      {versions.map(({ time, to, author, reason }) => (
        <li key={to}>
          <span aria-hidden="true" className={styles.versionMark} />
          {write.day(time)}: version {to} of the <Link to="/health-definition">health definition</Link>
          {reason !== null && <bdi> · {reason}</bdi>}
          {author !== null && <bdi className={styles.dim}> · {author}</bdi>}
        </li>
      ))}
    </ul>
  );
}
