import { Button } from "@mantine/core";
import { IconMoodEmpty, IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { problemWords } from "../api/problem-words.ts";
import styles from "./notice.module.css";

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons and links that lead on. */
  readonly next?: ReactNode;
}

/** A place without content says what to do next, and leads there. */
export function Empty({ title, children, next }: EmptyProps): ReactNode {
  return (
    <div className={styles.notice}>
      <IconMoodEmpty size={28} stroke={1.4} aria-hidden="true" />
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {next !== undefined && <div className={styles.next}>{next}</div>}
    </div>
  );
}

/** What went wrong and what to do, in plain words. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => unknown }): ReactNode {
  const { title, todo, canRetry } = problemWords(error);
  return (
    <div className={styles.notice} role="alert">
      <IconPlugConnectedX size={28} stroke={1.4} aria-hidden="true" />
      <p className={styles.title}>{title}</p>
      <div className={styles.text}>{todo}</div>
      {canRetry && retry && (
        <Button variant="default" onClick={() => void retry()}>
          Try again
        </Button>
      )}
    </div>
  );
}
