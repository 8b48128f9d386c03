import { Button, Radio, TextInput, Textarea } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { mostOpenSteps } from "../../plans/plan.ts";
import type { Answer } from "../../contract/routes.ts";
import { useWork } from "../api/work.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { type Draft, type DraftStep, draftFrom, wishOf, withStep } from "./draft.ts";
import styles from "./plan.module.css";

interface Props {
  readonly found: Answer<"listAccountPlans">;
  readonly close: () => void;
}

/** A new plan: from what the health definition proposes, or from nothing. */
export default function OpenPlan({ found, close }: Props): ReactNode {
  const { account, proposals, today } = found;
  const about = { owner: account.owner ?? "", today };
  const [draft, setDraft] = useState<Draft>(() => draftFrom(proposals.find(({ fits }) => fits === true) ?? proposals.find(({ fits }) => fits === null), about));
  const open = useWork("openPlan");
  const send = async (): Promise<void> => {
    if (await open.run({ account: account.account, body: wishOf(draft) })) close();
  };
  return (
    <Dialog title="Open a plan" heading={<>Open a plan for <bdi>{account.name}</bdi></>} size="xl" close={close}>
      <form
        className={styles.draft}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {proposals.length > 0 && <Proposals found={found} chosen={draft.template} choose={(template) => setDraft(draftFrom(proposals.find((one) => one.template === template), about))} />}
        <TextInput label="Name" required maxLength={200} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
        <Textarea label="Why" required autosize minRows={1} maxLength={2000} value={draft.reason} onChange={(event) => setDraft({ ...draft, reason: event.currentTarget.value })} />
        <TextInput label="Owner" required maxLength={200} value={draft.owner} onChange={(event) => setDraft({ ...draft, owner: event.currentTarget.value })} />
        <DraftSteps draft={draft} change={setDraft} more={() => setDraft(withStep(draft, about))} />
        <Refusal text={open.problem} />
        <div className={styles.buttons}>
          <Button type="submit" size="sm" loading={open.isBusy}>
            Open the plan
          </Button>
          <Button variant="subtle" size="sm" onClick={close}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Proposals({ found: { proposals }, chosen, choose }: { readonly found: Props["found"]; readonly chosen: string | undefined; readonly choose: (template: string | undefined) => void }): ReactNode {
  return (
    <Radio.Group label="Begin with" value={chosen ?? ""} onChange={(value) => choose(value === "" ? undefined : value)}>
      <div className={styles.proposals}>
        {proposals.map(({ template, name, fits, because }) => (
          <Radio key={template} className={styles.proposal ?? ""} size="xs" value={template} label={name} description={fits === true ? `fits: ${because.join("; ")}` : fits === false ? "doesn't fit this account as it stands" : undefined} />
        ))}
        <Radio className={styles.proposal ?? ""} size="xs" value="" label="An empty plan" />
      </div>
    </Radio.Group>
  );
}

function DraftSteps({ draft, change, more }: { readonly draft: Draft; readonly change: (draft: Draft) => void; readonly more: () => void }): ReactNode {
  const edit = (id: number, changed: Partial<DraftStep>): void => change({ ...draft, steps: draft.steps.map((step) => (step.id === id ? { ...step, ...changed } : step)) });
  return (
    <fieldset className={styles.proposals}>
      <legend>Next steps</legend>
      <ol className={styles.draftSteps}>
        {draft.steps.map(({ id, text, owner, due }, place) => (
          <li key={id}>
            <TextInput size="xs" aria-label={`Step ${place + 1}`} placeholder="What is to be done" maxLength={500} value={text} onChange={(event) => edit(id, { text: event.currentTarget.value })} />
            <TextInput size="xs" aria-label={`Who does step ${place + 1}`} placeholder="Who" maxLength={200} value={owner} onChange={(event) => edit(id, { owner: event.currentTarget.value })} />
            <TextInput size="xs" type="date" aria-label={`When step ${place + 1} is due`} required value={due} onChange={(event) => edit(id, { due: event.currentTarget.value })} />
            <button type="button" className={styles.drop} aria-label={`Leave out step ${place + 1}`} onClick={() => change({ ...draft, steps: draft.steps.filter((step) => step.id !== id) })}>
              <IconTrash size={14} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
      {draft.steps.length < mostOpenSteps && (
        <div>
          <Button variant="subtle" size="compact-xs" onClick={more}>
            Add a step
          </Button>
        </div>
      )}
    </fieldset>
  );
}
