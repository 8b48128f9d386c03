import { Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRecord } from "../api/record.ts";
import { SaidForm } from "./said-form.tsx";

/** Something to be remembered. */
export function NoteForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [text, setText] = useState("");
  const { run, ...note } = useRecord("recordNote");
  const canSend = text.trim() !== "";
  const send = async (): Promise<void> => {
    if (canSend && (await run({ account, body: { text: text.trim() } }))) close();
  };
  return (
    <SaidForm label="Note" submit="Keep the note" send={send} close={close} canSend={canSend} {...note}>
      <Textarea label="Note" autoFocus autosize minRows={2} maxLength={10_000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
    </SaidForm>
  );
}
