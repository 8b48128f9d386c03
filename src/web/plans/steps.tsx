import { Button, Checkbox, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import { useWork } from "../api/work.ts";
import { Refusal } from "../kit/refusal.tsx";
import { useWriter } from "../words/reading.tsx";
import styles from "./plan.module.css";
import { dayDistance, noonOf, withTick } from "./words.ts";

type Step = PlanAnswer["steps"][number];

/** The next steps of a plan, to be ticked off; what is dropped is left out. */
export function Steps({ plan, today }: { readonly plan: PlanAnswer; readonly today: string }): ReactNode {
  const tick = useWork("changePlanStep");
  const shown = plan.steps.filter(({ state }) => state !== "dropped");
  const change = (step: Step, state: Step["state"]): void => void tick.run({ plan: plan.id, step: step.id, body: { state } }, state === "dropped" ? undefined : withTick(plan, step.id, today));
  return (
    <>
      {shown.length === 0 && <p className={styles.hint}>There is no next step yet.</p>}
      <ul className={styles.steps} aria-label="Steps">
        {shown.map((step) => (
          <StepLine key={step.id} step={step} today={today} mayWrite={plan.mayWrite && plan.state === "open"} tick={() => change(step, step.state === "open" ? "done" : "open")} drop={() => change(step, "dropped")} />
        ))}
      </ul>
      <Refusal text={tick.problem} />
      {plan.mayWrite && plan.state === "open" && <AddStep plan={plan} today={today} />}
    </>
  );
}

interface LineProps {
  readonly step: Step;
  readonly today: string;
  readonly mayWrite: boolean;
  readonly tick: () => void;
  readonly drop: () => void;
}

function StepLine({ step, today, mayWrite, tick, drop }: LineProps): ReactNode {
  const write = useWriter();
  const label = useId();
  return (
    <li data-done={step.state === "done" || undefined}>
      <Checkbox size="sm" checked={step.state === "done"} disabled={!mayWrite} onChange={tick} aria-labelledby={label} />
      <span className={styles.what}>
        <bdi id={label} className={styles.text}>
          {step.text}
        </bdi>
        <span className={styles.small}>
          <bdi>{step.owner}</bdi> ·{" "}
          {step.state === "done" ? (
            <>
              done {write.day(step.doneAt)} {step.doneBy !== null && <>by <bdi>{step.doneBy}</bdi></>}
            </>
          ) : (
            <span className={step.isOverdue ? styles.late : undefined} title={write.day(noonOf(step.due))}>
              {step.isOverdue ? `overdue, due ${write.shortDay(noonOf(step.due), noonOf(today))}` : `due ${dayDistance(write, step.due, today)}`}
            </span>
          )}
        </span>
      </span>
      {mayWrite && step.state === "open" && (
        <button type="button" className={styles.drop} aria-label={`Drop the step ${step.text}`} title="Drop: nobody will do it" onClick={drop}>
          <IconX size={14} aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

/** A line that becomes a form when a step is wanted. */
function AddStep({ plan, today }: { readonly plan: PlanAnswer; readonly today: string }): ReactNode {
  const add = useWork("addPlanStep");
  const [isOpen, setOpen] = useState(false);
  const [step, setStep] = useState({ text: "", due: "", owner: "" });
  if (!isOpen) {
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => (setStep({ text: "", due: weekAfter(today), owner: plan.owner }), setOpen(true))}>
        Add a step
      </Button>
    );
  }
  const send = async (): Promise<void> => {
    if (await add.run({ plan: plan.id, body: { text: step.text, due: step.due, owner: step.owner } })) setOpen(false);
  };
  return (
    <form
      className={styles.form}
      aria-label="Add a step"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput size="xs" label="What is to be done" required maxLength={500} value={step.text} onChange={(event) => setStep({ ...step, text: event.currentTarget.value })} data-autofocus autoFocus />
      <div className={styles.pair}>
        <TextInput size="xs" label="Who" required maxLength={200} value={step.owner} onChange={(event) => setStep({ ...step, owner: event.currentTarget.value })} />
        <TextInput size="xs" type="date" label="Due" required value={step.due} onChange={(event) => setStep({ ...step, due: event.currentTarget.value })} />
      </div>
      <Refusal text={add.problem} />
      <div className={styles.buttons}>
        <Button type="submit" loading={add.isBusy}>
          Add
        </Button>
        <Button variant="subtle" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const weekAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);
