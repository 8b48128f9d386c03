import { Autocomplete, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ask } from "../api/ask.ts";
import { useRecord } from "../api/record.ts";
import { SaidForm } from "./said-form.tsx";

/** Hands an account over: to whom, and what they have to know. */
export function OwnerForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [owner, setOwner] = useState("");
  const [note, setNote] = useState("");
  const { run, ...record } = useRecord("recordOwner");
  const owners = useQuery(ask("getSummary", {})).data?.owners.flatMap(({ id }) => (id === "" ? [] : [id])) ?? [];
  const canSend = owner.trim() !== "";
  const send = async (): Promise<void> => {
    if (canSend && (await run({ account, body: { owner: owner.trim(), ...(note.trim() !== "" && { note: note.trim() }) } }))) close();
  };
  return (
    <SaidForm label="Hand over" submit="Hand over" send={send} close={close} canSend={canSend} {...record}>
      <Autocomplete label="New owner" description="Open plans and steps move along, and the pulse ages out" data={owners} value={owner} onChange={setOwner} autoFocus limit={20} maxLength={200} />
      <Textarea label="What they have to know" autosize minRows={2} maxLength={10_000} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </SaidForm>
  );
}
