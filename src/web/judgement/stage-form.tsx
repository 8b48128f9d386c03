import { NativeSelect, TextInput, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAccount } from "../account/account-view.ts";
import { useRecord } from "../api/record.ts";
import { usePlace } from "../shell/place.ts";
import { SaidForm } from "./said-form.tsx";

/** Sets the stage by hand: one of the journey's, or any where there is no journey. */
export function StageForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const { pack } = usePlace();
  const { data } = useAccount();
  const [stage, setStage] = useState(data.row.stage ?? pack.stages[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const { run, ...record } = useRecord("recordStage");
  const known = pack.stages.filter(({ id }, place, all) => all.findIndex((one) => one.id === id) === place);
  const canSend = stage.trim() !== "" && reason.trim() !== "";
  const send = async (): Promise<void> => {
    if (canSend && (await run({ account, body: { stage: stage.trim(), reason: reason.trim() } }))) close();
  };
  return (
    <SaidForm label="Set the stage" submit="Set the stage" send={send} close={close} canSend={canSend} {...record}>
      {known.length > 0 ? (
        <NativeSelect label="Stage" autoFocus data={known.map(({ id, name }) => ({ value: id, label: name }))} value={stage} onChange={(event) => setStage(event.currentTarget.value)} />
      ) : (
        <TextInput label="Stage" autoFocus maxLength={200} value={stage} onChange={(event) => setStage(event.currentTarget.value)} />
      )}
      <Textarea label="Why" required autosize minRows={1} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </SaidForm>
  );
}
