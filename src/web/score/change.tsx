import type { ReactNode } from "react";
import { useWriter } from "../words/reading.tsx";
import styles from "./change.module.css";

/** Points gained or lost, with sign and colour; nothing is coloured that rounds to no change. */
export function Change({ points, digits = 0 }: { readonly points: number | null; readonly digits?: number }): ReactNode {
  const write = useWriter();
  const rounded = points === null ? 0 : Number(points.toFixed(digits));
  return (
    <span className={styles.change} data-direction={rounded === 0 ? undefined : rounded > 0 ? "up" : "down"}>
      {write.change(points, digits)}
    </span>
  );
}
