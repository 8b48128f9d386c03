import type { ReactNode } from "react";
import { useWriter } from "../words/reading.tsx";
import type { CategoryPart } from "./account-view.ts";
import styles from "./why.module.css";

/** What a part brings, of what it could bring. */
export function Bar({ points, possible, band }: { readonly points: number; readonly possible: number; readonly band: CategoryPart["band"] }): ReactNode {
  const write = useWriter();
  return (
    <span role="cell" className={styles.points}>
      <span className={styles.bar} aria-hidden="true" style={{ width: `${Math.max(1, possible)}%` }}>
        <span data-band={band} style={{ width: `${possible === 0 ? 0 : (points / possible) * 100}%` }} />
      </span>
      <span className={styles.figure}>
        {write.exact(points)}
        <span className="visually-hidden"> of {write.exact(possible)}</span>
      </span>
    </span>
  );
}
