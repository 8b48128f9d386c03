import { Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { AccountRow } from "../../contract/account-row.ts";
import type { BulkResult } from "../../contract/bulk.ts";
import { refusalText } from "../api/problem-words.ts";
import { useRecordedSoon } from "../api/record.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Refusal } from "../kit/refusal.tsx";
import { useTell } from "../kit/told.tsx";
import { useWriter } from "../words/reading.tsx";
import { handBack, refusedOf, takeBack } from "./bulk.ts";
import { BulkRefused } from "./bulk-refused.tsx";
import styles from "./bulk.module.css";
import { OwnerFields, PlanFields, StageFields } from "./bulk-fields.tsx";

export type BulkKind = "owner" | "stage" | "plan";

/** Sends what was filled in; resolves with what became of each. */
export type Send = (accounts: readonly string[], progress: (done: number) => void) => Promise<readonly BulkResult[]>;

interface Props {
  readonly kind: BulkKind;
  readonly rows: readonly AccountRow[];
  readonly owners: readonly string[];
  readonly close: () => void;
  /** Everything was done: nothing needs to stay selected. */
  readonly done: () => void;
}

const titles: Readonly<Record<BulkKind, string>> = { owner: "Change the owner", stage: "Set the stage", plan: "Open plans" };
const doneWords: Readonly<Record<BulkKind, (count: string) => string>> = { owner: (count) => `Handed over ${count}`, stage: (count) => `Set the stage of ${count}`, plan: (count) => `Opened plans for ${count}` };
const undos: Readonly<Record<BulkKind, ((results: readonly BulkResult[]) => Promise<void>) | undefined>> = { owner: handBack, stage: takeBack, plan: undefined };

/** Does one thing for many accounts: asks what, shows how far it is, and says what wasn't done and why. */
export default function BulkDialog({ kind, rows, owners, close, done }: Props): ReactNode {
  const write = useWriter();
  const [tell, soon, cache] = [useTell(), useRecordedSoon(), useQueryClient()];
  const [sent, setSent] = useState<number>();
  const shown = useRef(true);
  useEffect(() => () => void (shown.current = false), []);
  const [results, setResults] = useState<readonly BulkResult[]>();
  const [problem, setProblem] = useState<string>();
  const send = async (act: Send): Promise<void> => {
    setSent(0);
    setProblem(undefined);
    try {
      finish(await act(rows.map(({ account }) => account), setSent));
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setSent(undefined);
    }
  };
  const again = (): void => {
    soon();
    void cache.invalidateQueries();
  };
  const finish = (all: readonly BulkResult[]): void => {
    const made = all.filter(({ isDone }) => isDone);
    const refused = refusedOf(all);
    const undo = undos[kind];
    again();
    // Who closed the dialog meanwhile still learns what wasn't done.
    const left = shown.current ? [] : refused.map(({ detail, results: { length } }) => `${write.counted(length, "account was", "accounts were")} left out: ${detail}`);
    const texts = [...(made.length > 0 ? [doneWords[kind](write.counted(made.length, "account", "accounts"))] : []), ...left];
    if (texts.length > 0) tell({ text: texts.join(". "), ...(made.length > 0 && undo && { undo: () => undo(made).finally(again) }) });
    if (refused.length > 0) return setResults(all);
    if (made.length === 0) tell({ text: "All of them are so already" });
    close();
    done();
  };
  const fields = { send, isBusy: sent !== undefined, close };
  return (
    <Dialog title={titles[kind]} close={close}>
      {results ? (
        <BulkRefused results={results} close={close} />
      ) : (
        <>
          <p className={styles.about}>For {write.counted(rows.length, "selected account", "selected accounts")}. Accounts of others' books are left out, unless you are a manager.</p>
          {kind === "owner" && <OwnerFields {...fields} owners={owners} />}
          {kind === "stage" && <StageFields {...fields} />}
          {kind === "plan" && <PlanFields {...fields} />}
          {sent !== undefined && <Progress value={(sent / rows.length) * 100} aria-label={`${sent} of ${rows.length} sent`} />}
          <Refusal text={problem} />
        </>
      )}
    </Dialog>
  );
}
