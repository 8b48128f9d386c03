import { Checkbox, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRecord } from "../api/record.ts";
import { type GoalDraft, emptyGoal, goalWishOf } from "./goal.ts";
import { SaidForm } from "./said-form.tsx";

/** A goal of the customer, stated as a whole; the same name again states it anew. */
export function GoalForm({ account, close }: { readonly account: string; readonly close: () => void }): ReactNode {
  const [draft, setDraft] = useState<GoalDraft>(emptyGoal);
  const { run, ...record } = useRecord("recordGoal");
  const wish = goalWishOf(draft, new Date());
  const send = async (): Promise<void> => {
    if (wish && (await run({ account, body: wish }))) close();
  };
  const text = (name: "goal" | "measure" | "target" | "baseline" | "confirmedBy") => ({ value: draft[name], onChange: (event: { readonly currentTarget: { readonly value: string } }) => setDraft({ ...draft, [name]: event.currentTarget.value }), maxLength: 200 });
  return (
    <SaidForm label="Goal of the customer" submit="State the goal" send={send} close={close} canSend={wish !== undefined} {...record}>
      <TextInput label="Goal" description="A name that is known states it anew" required autoFocus {...text("goal")} />
      <TextInput label="Measured by" required placeholder="reports a week" {...text("measure")} />
      <TextInput label="Target" required inputMode="decimal" {...text("target")} />
      <TextInput label="Where it began" inputMode="decimal" {...text("baseline")} />
      <TextInput label="By" type="date" value={draft.date} onChange={(event) => setDraft({ ...draft, date: event.currentTarget.value })} />
      <Checkbox label="It is reached" checked={draft.isReached} onChange={(event) => setDraft({ ...draft, isReached: event.currentTarget.checked })} />
      {draft.isReached && <TextInput label="Confirmed by" description="It counts once somebody at the customer has confirmed it" {...text("confirmedBy")} />}
    </SaidForm>
  );
}
