import type { ReactNode } from "react";
import styles from "./preview.module.css";

interface Line {
  readonly mark: "+" | "~" | "−";
  readonly text: string;
  readonly details: readonly string[];
}

const words = { "+": "Added", "~": "Changed", "−": "Removed" } as const;

/** What is defined otherwise, a line each. */
export function ChangeLines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  if (lines.length === 0) return null;
  return (
    <ul className={styles.lines} aria-label="What is defined otherwise">
      {lines.map(({ mark, text, details }, place) => (
        <li key={place}>
          <span className={styles.mark} data-mark={mark} aria-hidden="true">
            {mark}
          </span>
          <span>
            <span className="visually-hidden">{words[mark]}: </span>
            <bdi>{[text, ...details].join("; ")}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}
