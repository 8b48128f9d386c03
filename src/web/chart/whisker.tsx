import type { ReactNode } from "react";
import { type Interval, type WhiskerBox, placeIn, whiskerOf } from "./whisker.ts";
import styles from "./whisker.module.css";

interface Props extends Omit<WhiskerBox, "width"> {
  readonly estimate: Interval;
  /** A line that means something, such as what luck alone gives. */
  readonly mark?: number;
  readonly width?: number;
}

const height = 18;

/** A dot with its 95 % interval. The figures stand beside it, so that it is drawn for the eye alone. */
export function WhiskerPlot({ estimate, from, to, mark, width = 132 }: Props): ReactNode {
  const box = { width, from, to };
  const found = whiskerOf(estimate, box);
  return (
    <svg className={styles.plot} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line className={styles.axis} x1={placeIn(from, box)} x2={placeIn(to, box)} y1="9" y2="9" />
      {mark !== undefined && <line className={styles.mark} x1={placeIn(mark, box)} x2={placeIn(mark, box)} y1="1" y2="17" />}
      {found && (
        <>
          <path className={styles.whisker} d={`M${found.left} 5V13M${found.left} 9H${found.right}M${found.right} 5V13`} />
          <circle className={styles.dot} cx={found.dot} cy="9" r="4" />
        </>
      )}
    </svg>
  );
}
