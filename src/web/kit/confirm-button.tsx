import { Button, Popover } from "@mantine/core";
import { type ReactNode, useId, useState } from "react";
import { problemWords } from "../api/problem-words.ts";
import styles from "./confirm-button.module.css";

interface Props {
  readonly label: ReactNode;
  /** What is asked before it happens, with what it does. */
  readonly question: string;
  /** What the button says that does it. */
  readonly yes: string;
  readonly act: () => Promise<unknown>;
  /** Whom it is about, for those who hear only the button. */
  readonly about?: string;
}

/** For what can't be undone: says what it does, and does it once that is confirmed. */
export function ConfirmButton({ label, question, yes, act, about }: Props): ReactNode {
  const [opened, setOpened] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const text = useId();
  const doIt = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
      setOpened(false);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus returnFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button variant="subtle" color="red" size="compact-sm" onClick={() => setOpened((now) => !now)} aria-haspopup="dialog" aria-expanded={opened}>
          {label}
          {about !== undefined && <span className="visually-hidden"> {about}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ""} aria-labelledby={text}>
        <p id={text}>{question}</p>
        {error !== undefined && <p role="alert">{problemWords(error).todo}</p>}
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => setOpened(false)}>
            Keep
          </Button>
          <Button color="red" loading={isBusy} onClick={() => void doIt()} data-autofocus>
            {yes}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
