import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { useWriter } from "../words/reading.tsx";
import type { Box } from "./box.ts";
import styles from "./step-chart.module.css";
import { type Step, dayTicks, stepPath, stepScale } from "./steps.ts";

export interface Curve {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly Step[];
  readonly watchedDays: number;
}

const height = 240;

/** Curves that fall in steps. Every figure stands in the table beside it as well, so that it is drawn for the eye alone. */
export function StepChart({ curves, label }: { readonly curves: readonly Curve[]; readonly label: string }): ReactNode {
  const { ref, width } = useElementSize();
  const write = useWriter();
  const box: Box = { width: Math.max(300, width), height, left: 44, right: 12, top: 10, bottom: 40 };
  const most = Math.max(7, ...curves.map(({ watchedDays }) => watchedDays));
  const scale = stepScale(most, box);
  return (
    <figure className={styles.figure} ref={ref}>
      <svg width={box.width} height={height} role="img" aria-label={label}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line className={styles.grid} x1={box.left} x2={box.width - box.right} y1={scale.y(share)} y2={scale.y(share)} />
            <text className={styles.label} x={box.left - 6} y={scale.y(share) + 4} textAnchor="end">
              {write.share(share)}
            </text>
          </g>
        ))}
        {dayTicks(most).map((days) => (
          <text key={days} className={styles.label} x={scale.x(days)} y={height - box.bottom + 16} textAnchor="middle">
            {write.count(days)}
          </text>
        ))}
        <text className={styles.label} x={(box.left + box.width - box.right) / 2} y={height - 6} textAnchor="middle">
          days since the beginning
        </text>
        {curves.map(({ id, steps, watchedDays }, place) => (
          <path key={id} className={styles.curve} data-place={place} d={stepPath(steps, watchedDays, scale)} />
        ))}
      </svg>
      <figcaption className={styles.legend}>
        {curves.map(({ id, name }, place) => (
          <span key={id}>
            <svg width="22" height="10" aria-hidden="true">
              <path className={styles.curve} data-place={place} d="M1 5H21" />
            </svg>
            <bdi>{name}</bdi>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
