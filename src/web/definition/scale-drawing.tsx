import type { ReactNode } from "react";
import type { ServedPack } from "../shell/place.ts";
import { useWriter } from "../words/reading.tsx";
import styles from "./definition.module.css";
import { rawText, scaleShape } from "./scale.ts";

type Metric = ServedPack["metrics"][number];

const box = { width: 168, height: 56 };

/** From raw value to points, as a curve and as its anchors in words. */
export function ScaleDrawing({ metric, scale }: { readonly metric: Metric; readonly scale: readonly (readonly [number, number])[] }): ReactNode {
  const { locale } = useWriter();
  const { path, anchors } = scaleShape(scale, metric.isStepped, box);
  return (
    <figure className={styles.scale}>
      <svg width={box.width} height={box.height + 8} viewBox={`0 -4 ${box.width} ${box.height + 8}`} aria-hidden="true">
        <path d={path} />
        {anchors.map(({ x, y, raw }) => (
          <circle key={raw} cx={x} cy={y} r="2.5" />
        ))}
      </svg>
      <figcaption>
        <ul>
          {anchors.map(({ raw, points }) => (
            <li key={raw}>
              <span>{rawText(raw, metric, locale)}</span>
              <span>{points}</span>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}
