import { useElementSize } from "@mantine/hooks";
import type { ReactNode } from "react";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./band-trend.module.css";
import type { Box } from "./box.ts";
import { type TrendDay, layersOf, stackOrder, trendScale } from "./band-trend.ts";
import { monthTicks } from "./score-curve.ts";

const height = 210;

/** How the bands shared the whole from day to day; the table beside it has the figures. */
export function BandTrendChart({ days, label }: { readonly days: readonly TrendDay[]; readonly label: string }): ReactNode {
  const { ref, width } = useElementSize();
  const write = useWriter();
  const box: Box = { width: Math.max(300, width), height, left: 40, right: 8, top: 8, bottom: 24 };
  const scale = trendScale(days, box);
  return (
    <figure className={styles.figure} ref={ref}>
      <svg width={box.width} height={height} viewBox={`0 0 ${box.width} ${height}`} role="img" aria-label={label}>
        {layersOf(days, scale).map(({ band, path }) => (
          <path key={band} className={styles.layer} data-band={band} d={path} />
        ))}
        {[0, 0.5, 1].map((share) => (
          <text key={share} className={styles.label} x={box.left - 6} y={scale.y(share) + 4} textAnchor="end">
            {write.share(share)}
          </text>
        ))}
        {monthTicks(scale.span, Math.floor(box.width / 84)).map((time) => (
          <text key={time} className={styles.label} x={scale.x(time)} y={height - 6} textAnchor="middle">
            {write.month(new Date(time + 43_200_000).toISOString())}
          </text>
        ))}
      </svg>
      <figcaption className={styles.legend}>
        {stackOrder.map((band) => (
          <span key={band}>
            <BandMark band={band} size={11} /> {bandLook[band].word}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
