import type { ReactNode } from "react";
import styles from "./refusal.module.css";

/** Why something wasn't done, where there is a why. */
export function Refusal({ text }: { readonly text: string | undefined }): ReactNode {
  return text === undefined ? null : (
    <p className={styles.refusal} role="alert">
      {text}
    </p>
  );
}
