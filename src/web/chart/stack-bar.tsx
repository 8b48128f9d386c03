import type { ReactNode } from "react";
import styles from "./stack-bar.module.css";

export interface Part {
  /** Which colour it has: a band or a status. */
  readonly kind: string;
  readonly value: number;
}

/** Parts of a whole in one line. Said in words beside it, so that it is drawn for the eye alone. */
export function StackBar({ parts, height = 8, of }: { readonly parts: readonly Part[]; readonly height?: number; readonly of?: number }): ReactNode {
  const whole = Math.max(of ?? 0, parts.reduce((sum, { value }) => sum + value, 0));
  return (
    <span className={styles.bar} style={{ height }} aria-hidden="true">
      {parts.map(({ kind, value }) => value > 0 && <i key={kind} data-kind={kind} style={{ width: `${(value / whole) * 100}%` }} />)}
    </span>
  );
}
