import type { ReactNode } from "react";
import styles from "./definitions.module.css";

/** What was counted as what; stands below the numbers that it is about. */
export function Definitions({ texts }: { readonly texts: readonly string[] }): ReactNode {
  if (texts.length === 0) return null;
  return (
    <details className={styles.definitions}>
      <summary>How this is counted</summary>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
