import { Textarea } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { Band } from "../../scores/bands.ts";
import { useRecord } from "../api/record.ts";
import { BandMark } from "../score/band.tsx";
import { bandLook } from "../words/band.ts";
import styles from "./judgement.module.css";
import { SaidForm } from "./said-form.tsx";

const judged = ["green", "yellow", "red"] as const satisfies readonly Band[];
type Judged = (typeof judged)[number];

/** A pulse in two keys and a reason: 1, 2 or 3, and Ctrl with Enter. */
export function PulseForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [band, setBand] = useState<Judged>();
  const [reason, setReason] = useState("");
  const pulse = useRecord("recordPulse");
  const canSend = band === "green" || (band !== undefined && reason.trim() !== "");
  const send = async (): Promise<void> => {
    if (!canSend) return;
    if (await pulse.run({ account, body: { band, ...(reason.trim() !== "" && { reason: reason.trim() }) } })) close();
  };
  const press = (event: KeyboardEvent): void => {
    const chosen = judged[Number(event.key) - 1];
    if (chosen === undefined || (event.target as HTMLElement).matches("textarea")) return;
    event.preventDefault();
    choose(chosen, event.currentTarget);
  };
  const choose = (chosen: Judged, form: Element): void => {
    setBand(chosen);
    form.querySelector("textarea")?.focus();
  };
  return (
    <SaidForm label="Pulse" submit="Record the pulse" send={send} close={close} canSend={canSend} isBusy={pulse.isBusy} problem={pulse.problem} press={press}>
      <div className={styles.bands} role="radiogroup" aria-label="How does it feel?">
        {judged.map((one, place) => (
          <button key={one} type="button" role="radio" className={styles.band} data-band={one} aria-checked={band === one} autoFocus={place === 0} onClick={(event) => choose(one, event.currentTarget.form as Element)}>
            <BandMark band={one} />
            {bandLook[one].word}
            <kbd>{place + 1}</kbd>
          </button>
        ))}
      </div>
      <Textarea label="Why" description={band === "green" ? "May stay empty for green." : undefined} autosize minRows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </SaidForm>
  );
}
