import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useMemo, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import type { Box } from "./box.ts";
import styles from "./score-chart.module.css";
import { curveOf, monthTicks, nearestPoint } from "./score-curve.ts";

type History = Answer<"getHistory">;

interface Props {
  readonly points: readonly History["points"][number][];
  readonly markers: readonly History["markers"][number][];
  readonly limits: { readonly redBelow: number; readonly yellowBelow: number };
  readonly span: readonly [from: number, to: number];
  /** The day that is compared with, as an instant. */
  readonly since: number | undefined;
  readonly choose: (asOf: string) => void;
}

const height = 236;

/** A score over time on its bands, with what happened meanwhile. Arrow keys go from day to day. */
export function ScoreChart({ points, markers, limits, span, since, choose }: Props): ReactNode {
  const { ref, width } = useElementSize();
  const write = useWriter();
  const [at, setAt] = useState<number>();
  const label = useId();
  const box: Box = { width: Math.max(320, width), height, left: 30, right: 10, top: 8, bottom: 34 };
  const series = useMemo(() => points.map(({ asOf, score }) => ({ time: Date.parse(asOf), score })), [points]);
  const curve = curveOf(series, span, box);
  const point = at === undefined ? undefined : points[at];
  const inSpan = markers.filter(({ time }) => Date.parse(time) >= span[0]);
  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const time = span[0] + ((left - box.left) / (box.width - box.left - box.right)) * (span[1] - span[0]);
    setAt(nearestPoint(series, time));
  };
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30, Home: -points.length, End: points.length }[event.key];
    if (event.key === "Enter" && point) choose(point.asOf);
    if (by === undefined) return;
    event.preventDefault();
    setAt((now) => Math.min(points.length - 1, Math.max(0, (now ?? points.length - 1) + by)));
  };
  return (
    <div ref={ref} className={styles.chart}>
      <svg width={box.width} height={height} role="application" aria-roledescription="chart" aria-labelledby={label} tabIndex={0} onPointerMove={follow} onPointerLeave={() => setAt(undefined)} onBlur={() => setAt(undefined)} onKeyDown={step} onClick={() => point && choose(point.asOf)}>
        <title id={label}>{`Score over time; arrow keys go from day to day, Enter compares with that day`}</title>
        <Bands curve={curve} box={box} limits={limits} />
        <Ticks span={span} box={box} x={curve.x} />
        <path className={styles.area} d={curve.area} />
        <path className={styles.line} d={curve.path} />
        {since !== undefined && since >= span[0] && <line className={styles.since} x1={curve.x(since)} x2={curve.x(since)} y1={box.top} y2={height - box.bottom} />}
        {inSpan.filter(({ kind }) => kind === "version").map(({ time }) => (
          <line key={time} className={styles.version} x1={curve.x(Date.parse(time))} x2={curve.x(Date.parse(time))} y1={box.top} y2={height - box.bottom} />
        ))}
        {inSpan.map((marker, place) => (
          <path key={place} className={styles.marker} data-kind={marker.kind} d={markerShape} transform={`translate(${curve.x(Date.parse(marker.time))} ${height - box.bottom})`} />
        ))}
        {point && point.score !== null && (
          <g className={styles.cursor}>
            <line x1={curve.x(Date.parse(point.asOf))} x2={curve.x(Date.parse(point.asOf))} y1={box.top} y2={height - box.bottom} />
            <circle cx={curve.x(Date.parse(point.asOf))} cy={curve.y(point.score)} r="4" />
          </g>
        )}
      </svg>
      {point && (
        <div className={styles.tip} role="status" style={tipPlace(curve.x(Date.parse(point.asOf)), box)}>
          <span className={styles.day}>{write.day(point.asOf)}</span>
          <span className={styles.value}>
            <strong>{write.exact(point.score)}</strong>
            <BandMark band={point.band} size={11} /> {bandLook[point.band].word}
          </span>
          {inSpan
            .filter(({ time }) => Math.abs(Date.parse(time) - Date.parse(point.asOf)) < 43_200_000 * (span[1] - span[0] > 2e10 ? 4 : 1))
            .slice(0, 3)
            .map(({ text }, place) => (
              <bdi key={place} className={styles.happened}>
                {text}
              </bdi>
            ))}
        </div>
      )}
    </div>
  );
}

const markerShape = "M0 2l4.500 7h-9z";

const tipPlace = (x: number, box: Box): { readonly left?: number; readonly right?: number } => (x < box.width / 2 ? { left: x + 12 } : { right: box.width - x + 12 });

function Bands({ curve, box, limits }: { readonly curve: ReturnType<typeof curveOf>; readonly box: Box; readonly limits: Props["limits"] }): ReactNode {
  const zones = [["green", limits.yellowBelow, 100], ["yellow", limits.redBelow, limits.yellowBelow], ["red", 0, limits.redBelow]] as const;
  return (
    <g aria-hidden="true">
      {zones.map(([band, from, to]) => (
        <rect key={band} className={styles.zone} data-band={band} x={box.left} width={box.width - box.left - box.right} y={curve.y(to)} height={Math.max(0, curve.y(from) - curve.y(to))} />
      ))}
      {[0, limits.redBelow, limits.yellowBelow, 100].map((score) => (
        <text key={score} className={styles.label} x={box.left - 6} y={curve.y(score) + 4} textAnchor="end">
          {score}
        </text>
      ))}
    </g>
  );
}

function Ticks({ span, box, x }: { readonly span: readonly [number, number]; readonly box: Box; readonly x: (time: number) => number }): ReactNode {
  const write = useWriter();
  return (
    <g aria-hidden="true">
      {monthTicks(span, Math.floor(box.width / 84)).map((time) => (
        <g key={time}>
          <line className={styles.tick} x1={x(time)} x2={x(time)} y1={height - box.bottom} y2={height - box.bottom + 4} />
          <text className={styles.label} x={x(time)} y={height - 8} textAnchor="middle">
            {write.month(new Date(time + 43_200_000).toISOString())}
          </text>
        </g>
      ))}
    </g>
  );
}
