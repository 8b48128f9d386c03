import { Alert, Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { problemWords } from "../api/problem-words.ts";
import { PageTitle } from "../shell/page-title.tsx";
import styles from "./door.module.css";

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** What somebody sees who isn't signed in. */
export function Door({ title, lead, children }: Props): ReactNode {
  return (
    <main className={styles.door}>
      <PageTitle title={title} />
      <div className={styles.card}>
        <img src="/bell.svg" alt="" width="40" height="40" />
        <h1>{title}</h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}

/** A form that is sent once, says what was wrong, and gives its values by the names of its fields. */
export function DoorForm({ submit, label, children }: { readonly submit: (values: Readonly<Record<string, string>>) => Promise<void>; readonly label: string; readonly children: ReactNode }): ReactNode {
  const [state, setState] = useState<{ readonly isBusy: boolean; readonly error?: unknown }>({ isBusy: false });
  const send = async (form: HTMLFormElement): Promise<void> => {
    setState({ isBusy: true });
    try {
      await submit(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value : ""])));
    } catch (error) {
      setState({ isBusy: false, error });
    }
  };
  const words = state.error === undefined ? undefined : problemWords(state.error);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void send(event.currentTarget);
      }}
    >
      {words && (
        <Alert color="red" variant="light" role="alert" title={words.title}>
          {words.todo}
        </Alert>
      )}
      {children}
      <Button type="submit" size="sm" loading={state.isBusy} fullWidth>
        {label}
      </Button>
    </form>
  );
}
