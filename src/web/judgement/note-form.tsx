import { Button, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRecord } from "../api/record.ts";
import styles from "./judgement.module.css";
import { Refusal } from "./pulse-form.tsx";

/** Something to be remembered. */
export function NoteForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [text, setText] = useState("");
  const note = useRecord("recordNote");
  const send = async (): Promise<void> => {
    if (text.trim() !== "" && (await note.run({ account, body: { text: text.trim() } }))) close();
  };
  return (
    <form
      className={styles.form}
      aria-label="Note"
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea label="Note" autoFocus autosize minRows={2} maxLength={10_000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Refusal text={note.problem} />
      <div className={styles.buttons}>
        <Button type="submit" loading={note.isBusy} disabled={text.trim() === ""}>
          Keep the note
        </Button>
        <Button variant="subtle" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
