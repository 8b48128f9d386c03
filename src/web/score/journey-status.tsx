import type { ReactNode } from "react";
import type { JourneyStatus } from "../../journey/status.ts";
import { statusLook } from "../words/journey-status.ts";
import styles from "./journey-status.module.css";

/** Shape and word; the shape alone where the word stands beside it. */
export function StatusMark({ status, size = 12 }: { readonly status: JourneyStatus; readonly size?: number }): ReactNode {
  return (
    <svg className={styles.mark} data-status={status} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path d={statusLook[status].shape} fillRule="evenodd" />
    </svg>
  );
}

export function StatusText({ status }: { readonly status: JourneyStatus | null }): ReactNode {
  if (status === null) return "–";
  return (
    <span className={styles.text} data-status={status}>
      <StatusMark status={status} />
      {statusLook[status].word}
    </span>
  );
}
