import { Button } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { Refusal } from "../kit/refusal.tsx";
import styles from "./judgement.module.css";

interface Props {
  readonly label: string;
  /** What the button says that sends it. */
  readonly submit: string;
  readonly send: () => Promise<void>;
  readonly close: () => void;
  readonly canSend: boolean;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  /** Keys of the form's own. */
  readonly press?: (event: KeyboardEvent<HTMLFormElement>) => void;
  readonly children: ReactNode;
}

/** A form for something that is said of an account: Ctrl with Enter sends it, Escape leaves it. */
export function SaidForm({ label, submit, send, close, canSend, isBusy, problem, press, children }: Props): ReactNode {
  return (
    <form
      className={styles.form}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === "Escape") return close();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return void send();
        press?.(event);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {children}
      <Refusal text={problem} />
      <div className={styles.buttons}>
        <Button type="submit" loading={isBusy} disabled={!canSend}>
          {submit}
        </Button>
        <Button variant="subtle" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
