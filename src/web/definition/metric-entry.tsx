import type { ReactNode } from "react";
import type { ServedPack } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./definition.module.css";
import { ScaleDrawing } from "./scale-drawing.tsx";

type Metric = ServedPack["metrics"][number];

/** A metric: what it measures, why, and how its value becomes points. */
export function MetricEntry({ metric }: { readonly metric: Metric }): ReactNode {
  const write = useWriter();
  const { name, why, owner, definition, weight, scale, category } = metric;
  return (
    <div className={styles.metric} id={`metric-${metric.metric}`}>
      <div className={styles.metricText}>
        <h3>
          <bdi>{name}</bdi>
          {category !== null && <span className={styles.dim}>{write.share(weight)} of the score</span>}
        </h3>
        <p>{definition}</p>
        {why !== null && <p className={styles.dim}>{why}</p>}
        {owner !== null && <p className={styles.dim}>Kept by {owner}.</p>}
      </div>
      {scale !== null && <ScaleDrawing metric={metric} scale={scale} />}
    </div>
  );
}
