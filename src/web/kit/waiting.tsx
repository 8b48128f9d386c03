import type { ReactNode } from "react";
import styles from "./waiting.module.css";

/** Room for what is being read, so that nothing moves when it comes. */
export function Waiting({ lines, height = 34 }: { readonly lines: number; readonly height?: number }): ReactNode {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ height }}>
          <i style={{ width: `${88 - ((line * 29) % 40)}%` }} />
        </span>
      ))}
    </div>
  );
}
