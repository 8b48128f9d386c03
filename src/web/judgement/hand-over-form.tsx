import { TextInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ask } from "../api/ask.ts";
import { useRecord } from "../api/record.ts";
import { SaidForm } from "./said-form.tsx";

/** Another owner from now on: open work goes along, both owners are told, and the pulse of the former one ages out. */
export function HandOverForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [draft, setDraft] = useState({ owner: "", note: "" });
  const summary = useQuery(ask("getSummary", {}));
  const { run, ...work } = useRecord("recordOwner");
  const [owner, note] = [draft.owner.trim(), draft.note.trim()];
  const send = async (): Promise<void> => {
    if (owner !== "" && (await run({ account, body: { owner, ...(note !== "" && { note }) } }))) close();
  };
  return (
    <SaidForm label="Hand over" submit="Hand it over" send={send} close={close} canSend={owner !== ""} {...work}>
      <TextInput label="To whom" description="The name that books use." required autoFocus maxLength={200} list="owners" value={draft.owner} onChange={(event) => setDraft({ ...draft, owner: event.currentTarget.value })} />
      <datalist id="owners">
        {summary.data?.owners.filter(({ id }) => id !== "").map(({ id }) => <option key={id} value={id} />)}
      </datalist>
      <Textarea label="What they have to know" autosize minRows={2} maxLength={2000} value={draft.note} onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })} />
    </SaidForm>
  );
}
