import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useWriter } from "../words/reading.tsx";
import type { Box } from "./box.ts";
import { type ReliabilityBin, reliabilityScale } from "./reliability.ts";
import styles from "./reliability.module.css";
import whisker from "./whisker.module.css";

const height = 260;

/** Told against come true: on the line they are the same. The table beside it has the figures. */
export function ReliabilityDiagram({ bins, label }: { readonly bins: readonly ReliabilityBin[]; readonly label: string }): ReactNode {
  const { ref, width } = useElementSize();
  const write = useWriter();
  const box: Box = { width: Math.min(460, Math.max(280, width)), height, left: 46, right: 14, top: 10, bottom: 42 };
  const { most, ticks, x, y } = reliabilityScale(bins, box);
  return (
    <figure className={styles.figure} ref={ref}>
      <svg width={box.width} height={height} viewBox={`0 0 ${box.width} ${height}`} role="img" aria-label={label}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={x(0)} x2={x(most)} y1={y(tick)} y2={y(tick)} />
            <text className={styles.label} x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
              {write.share(tick)}
            </text>
            <text className={styles.label} x={x(tick)} y={height - box.bottom + 17} textAnchor="middle">
              {write.share(tick)}
            </text>
          </g>
        ))}
        <text className={styles.label} x={(x(0) + x(most)) / 2} y={height - 6} textAnchor="middle">
          told
        </text>
        <line className={styles.same} x1={x(0)} x2={x(most)} y1={y(0)} y2={y(most)} />
        {bins.map(({ predicted, observed, n }, place) => predicted !== null && observed.value !== null && (
          <g key={place}>
            <path className={whisker.whisker} d={`M${x(predicted)} ${y(observed.low ?? observed.value)}V${y(observed.high ?? observed.value)}`} />
            <circle className={whisker.dot} cx={x(predicted)} cy={y(observed.value)} r={Math.min(8, 3 + Math.sqrt(n) / 14)} />
          </g>
        ))}
      </svg>
      <figcaption className={styles.caption}>Upwards: how often it came true on later data, with 95 % intervals. On the dashed line what was told is what came true.</figcaption>
    </figure>
  );
}
