import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { PlanAnswer } from "../../contract/plan.ts";
import { useWork } from "../api/work.ts";
import { Refusal } from "../kit/refusal.tsx";
import styles from "./plan.module.css";

/** Ends a plan with what came of it; one that was ended too early goes on. */
export function CloseForm({ plan }: { readonly plan: PlanAnswer }): ReactNode {
  const change = useWork("changePlan");
  const [isOpen, setOpen] = useState(false);
  const [state, setState] = useState<"done" | "abandoned">("done");
  const [result, setResult] = useState("");
  if (!plan.mayWrite) return null;
  if (plan.state !== "open") {
    return (
      <>
        <Button variant="subtle" size="compact-xs" loading={change.isBusy} onClick={() => void change.run({ plan: plan.id, body: { state: "open" } })}>
          Open it again
        </Button>
        <Refusal text={change.problem} />
      </>
    );
  }
  if (!isOpen) {
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
        Close the plan
      </Button>
    );
  }
  return (
    <form
      className={styles.form}
      aria-label="Close the plan"
      onSubmit={(event) => {
        event.preventDefault();
        void change.run({ plan: plan.id, body: { state, result } }).then((answer) => answer && setOpen(false));
      }}
    >
      <SegmentedControl size="xs" value={state} onChange={(value) => setState(value === "done" ? "done" : "abandoned")} data={[{ value: "done", label: "Done" }, { value: "abandoned", label: "Abandoned" }]} aria-label="How it ends" />
      <Textarea size="xs" label="What came of it" required autosize minRows={2} maxLength={2000} value={result} onChange={(event) => setResult(event.currentTarget.value)} autoFocus />
      <Refusal text={change.problem} />
      <div className={styles.buttons}>
        <Button type="submit" loading={change.isBusy}>
          Close the plan
        </Button>
        <Button variant="subtle" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
