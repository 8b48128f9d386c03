import { Autocomplete, NativeSelect, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { usePlace } from "../shell/place.ts";
import { sendBulk } from "./bulk.ts";
import { BulkButtons } from "./bulk-buttons.tsx";
import type { Send } from "./bulk-dialog.tsx";
import styles from "./bulk.module.css";

interface Props {
  readonly send: (act: Send) => Promise<void>;
  readonly isBusy: boolean;
  readonly close: () => void;
}

const submitting = (act: () => void) => (event: FormEvent): void => {
  event.preventDefault();
  act();
};

/** To whom, and what that teammate has to know. */
export function OwnerFields({ send, isBusy, close, owners }: Props & { readonly owners: readonly string[] }): ReactNode {
  const [owner, setOwner] = useState("");
  const [note, setNote] = useState("");
  const wish = { owner: owner.trim(), ...(note.trim() !== "" && { note: note.trim() }) };
  return (
    <form className={styles.form} onSubmit={submitting(() => void send((accounts, progress) => sendBulk("bulkOwner", accounts, wish, progress)))}>
      <Autocomplete label="New owner" description="As the accounts name their owners" data={[...owners]} value={owner} onChange={setOwner} required maxLength={200} data-autofocus limit={20} />
      <Textarea label="What they have to know" value={note} onChange={(event) => setNote(event.currentTarget.value)} autosize minRows={2} maxLength={10_000} />
      <BulkButtons label="Hand over" isBusy={isBusy} close={close} />
    </form>
  );
}

/** Which stage, and why it is set by hand. */
export function StageFields({ send, isBusy, close }: Props): ReactNode {
  const { pack } = usePlace();
  const lines = new Set(pack.stages.map(({ line }) => line));
  const [stage, setStage] = useState(pack.stages[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const choices = pack.stages.filter(({ id }, place, all) => all.findIndex((one) => one.id === id) === place).map(({ id, name, line }) => ({ value: id, label: lines.size > 1 ? `${name} (${line})` : name }));
  return (
    <form className={styles.form} onSubmit={submitting(() => void send((accounts, progress) => sendBulk("bulkStage", accounts, { stage, reason: reason.trim() }, progress)))}>
      <NativeSelect label="Stage" data={choices} value={stage} onChange={(event) => setStage(event.currentTarget.value)} data-autofocus />
      <Textarea label="Why" value={reason} onChange={(event) => setReason(event.currentTarget.value)} required autosize minRows={2} maxLength={2000} />
      <BulkButtons label="Set the stage" isBusy={isBusy} close={close} />
    </form>
  );
}

/** What each plan begins with. */
export function PlanFields({ send, isBusy, close }: Props): ReactNode {
  const { pack } = usePlace();
  const [template, setTemplate] = useState(pack.plans[0]?.id ?? "");
  const [reason, setReason] = useState("");
  const chosen = pack.plans.find(({ id }) => id === template);
  const wish = { template, ...(reason.trim() !== "" && { reason: reason.trim() }) };
  return (
    <form className={styles.form} onSubmit={submitting(() => void send((accounts, progress) => sendBulk("bulkPlan", accounts, wish, progress)))}>
      <NativeSelect label="Plan" data={pack.plans.map(({ id, name, steps }) => ({ value: id, label: `${name} (${steps} ${steps === 1 ? "step" : "steps"})` }))} value={template} onChange={(event) => setTemplate(event.currentTarget.value)} data-autofocus />
      <Textarea label="Why" placeholder={chosen?.reason ?? ""} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required={chosen?.reason === null} autosize minRows={2} maxLength={2000} />
      <BulkButtons label="Open the plans" isBusy={isBusy} close={close} />
    </form>
  );
}
