import { NativeSelect, TextInput, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRecord } from "../api/record.ts";
import styles from "./judgement.module.css";
import { type Opinion, type OpinionDraft, opinionWish, opinions } from "./opinion.ts";
import { SaidForm } from "./said-form.tsx";

const lasting = [7, 14, 30, 60, 90] as const;

/** Another score than the computed one, for a while and with a reason. */
export function OpinionForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [draft, setDraft] = useState<OpinionDraft>({ opinion: "percent", amount: opinions.percent.standard, reason: "", days: 30 });
  const [adjustment, override] = [useRecord("recordAdjustment"), useRecord("recordOverride")];
  const { unit, needsAmount } = opinions[draft.opinion];
  const wish = opinionWish(draft, Date.now());
  const canSend = wish !== undefined && draft.reason.trim() !== "";
  const send = async (): Promise<void> => {
    if (!wish || !canSend) return;
    const recorded = wish.name === "recordAdjustment" ? await adjustment.run({ account, body: wish.body }) : await override.run({ account, body: wish.body });
    if (recorded) close();
  };
  return (
    <SaidForm label="Change the score" submit="Record it" send={send} close={close} canSend={canSend} isBusy={adjustment.isBusy || override.isBusy} problem={adjustment.problem ?? override.problem}>
      <div className={styles.opinion}>
        <NativeSelect label="What" value={draft.opinion} autoFocus onChange={(event) => setDraft(withOpinion(draft, event.currentTarget.value as Opinion))} data={Object.entries(opinions).map(([value, { name }]) => ({ value, label: name }))} />
        {needsAmount && <TextInput label={unit === "%" ? "Percent" : "Points"} inputMode="decimal" value={draft.amount} error={wish === undefined ? "Write a number" : undefined} onChange={(event) => setDraft({ ...draft, amount: event.currentTarget.value })} />}
        <NativeSelect label="For" value={String(draft.days)} onChange={(event) => setDraft({ ...draft, days: Number(event.currentTarget.value) })} data={lasting.map((days) => ({ value: String(days), label: `${days} days` }))} />
      </div>
      <Textarea label="Why" required autosize minRows={2} maxLength={2000} value={draft.reason} onChange={(event) => setDraft({ ...draft, reason: event.currentTarget.value })} />
      <p className={styles.hint}>Lowering is yours to decide. What raises the score takes a manager.</p>
    </SaidForm>
  );
}

const withOpinion = (draft: OpinionDraft, opinion: Opinion): OpinionDraft => ({ ...draft, opinion, amount: opinions[opinion].standard });
