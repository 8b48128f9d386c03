import { Button, NativeSelect, TextInput, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../contract/routes.ts";
import { useWork } from "../api/work.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { useMe } from "../session/use-session.ts";
import { useWriter } from "../words/reading.tsx";
import { type Goal, sentTarget, shownTarget, valueText } from "./goal-words.ts";
import styles from "./goals.module.css";

type Measure = Answer<"listGoals">["measures"][number];

interface Props {
  /** Absent for a new one. */
  readonly goal: Goal | undefined;
  readonly measures: readonly Measure[];
  readonly today: string;
  readonly close: () => void;
}

/** Sets a goal, or changes one; what it is about stays as it was set. */
export default function GoalForm({ goal, measures, today, close }: Props): ReactNode {
  const write = useWriter();
  const me = useMe();
  const [create, change] = [useWork("createGoal"), useWork("changeGoal")];
  const [draft, setDraft] = useState({ measure: goal?.measure ?? measures[0]?.measure ?? "share_red", target: goal ? String(shownTarget(goal.target, goal)) : "", owner: goal?.owner ?? me?.email ?? "", due: goal?.due ?? "", note: goal?.note ?? "" });
  const measure = measures.find((one) => one.measure === draft.measure);
  const send = async (): Promise<void> => {
    if (!measure) return;
    const { owner, due, note } = draft;
    const common = { target: sentTarget(draft.target, measure), owner, due, ...((note !== "" || goal?.note) && { note }) };
    const answer = goal ? await change.run({ goal: goal.id, body: common }) : await create.run({ body: { measure: draft.measure, ...common } });
    if (answer) close();
  };
  const problem = create.problem ?? change.problem;
  return (
    <Dialog title={goal ? `Change the goal ${goal.name}` : "Set a goal"} close={close}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {!goal && <NativeSelect label="What it is about" value={draft.measure} onChange={(event) => setDraft({ ...draft, measure: event.currentTarget.value as Measure["measure"] })} data={measures.map(({ measure: value, name }) => ({ value, label: name }))} />}
        {measure && (
          <p className={styles.hint}>
            {measure.meaning} It is {valueText(write, measure.now, measure)} now.
          </p>
        )}
        <div className={styles.pair}>
          <TextInput label={`${measure?.better === "lower" ? "At most" : "At least"}, in ${measure?.unit === "share" ? "percent" : "points"}`} required inputMode="decimal" pattern="\d{1,3}([.,]\d{1,3})?" title="A number such as 5 or 62.5" value={draft.target} onChange={(event) => setDraft({ ...draft, target: event.currentTarget.value })} data-autofocus />
          <TextInput label="By" type="date" required min={today} value={draft.due} onChange={(event) => setDraft({ ...draft, due: event.currentTarget.value })} />
        </div>
        <TextInput label="Owner" required maxLength={200} value={draft.owner} onChange={(event) => setDraft({ ...draft, owner: event.currentTarget.value })} />
        <Textarea label="Note" autosize minRows={1} maxLength={2000} value={draft.note} onChange={(event) => setDraft({ ...draft, note: event.currentTarget.value })} />
        <Refusal text={problem} />
        <div className={styles.buttons}>
          <Button type="submit" size="sm" loading={create.isBusy || change.isBusy}>
            {goal ? "Change it" : "Set the goal"}
          </Button>
          <Button variant="subtle" size="sm" onClick={close}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
