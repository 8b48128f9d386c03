import type { ReactNode } from "react";
import styles from "./plan.module.css";

/** Why something wasn't done, where there is a why. */
export function Problem({ text }: { readonly text: string | undefined }): ReactNode {
  return text === undefined ? null : (
    <p className={styles.problem} role="alert">
      {text}
    </p>
  );
}
