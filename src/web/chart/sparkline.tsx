import { type ReactNode, memo } from "react";
import type { Band } from "../../scores/bands.ts";
import styles from "./sparkline.module.css";
import { sparklineOf } from "./sparkline.ts";

interface Props {
  readonly scores: readonly (number | null)[];
  readonly band: Band;
  /** What the line says, in words. */
  readonly label: string;
  readonly days?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A score's last days, drawn as one path; hundreds of them cost nothing that is felt. */
export const Sparkline = memo(function Sparkline({ scores, band, label, days = 90, width = 108, height = 26 }: Props): ReactNode {
  const { path, end } = sparklineOf(scores, { width, height, days });
  return (
    <svg className={styles.line} width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} data-band={band}>
      <path d={path} />
      {end && <circle cx={end.x} cy={end.y} r="2.2" />}
    </svg>
  );
});
