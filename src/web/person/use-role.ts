import { useEffect, useState } from "react";
import { refusalText } from "../api/problem-words.ts";
import { sendRecord, useRecordedSoon } from "../api/record.ts";
import { useTell } from "../kit/told.tsx";
import { countsFrom, roleSaid } from "./role-options.ts";

/** Somebody of a customer, as an answer of the server tells them. */
export interface Holder {
  readonly account: string;
  readonly user: string;
  readonly name: string;
  readonly role: string | null;
  /** Of the answer. */
  readonly stamp: { readonly asOf: string; readonly note: string | null };
}

export interface RoleChange {
  readonly role: string | null;
  readonly give: (role: string | null) => Promise<void>;
  readonly isBusy: boolean;
  readonly problem: string | undefined;
}

/** The role of somebody, which can be changed: saved at once, with an undo that gives the former one back. */
export function useRole({ account, user, name, role: known, stamp }: Holder): RoleChange {
  const [tell, soon] = [useTell(), useRecordedSoon()];
  /** Shown until the server tells it too, which is some moments later. */
  const [said, setSaid] = useState<string | null>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (said === known) setSaid(undefined);
  }, [said, known]);
  const role = said === undefined ? known : said;
  const send = async (next: string | null): Promise<void> => {
    const at = countsFrom(stamp);
    await sendRecord("recordRole", { account, user, body: { role: next, ...(at !== undefined && { at }) } });
    setSaid(next);
    soon();
  };
  const give = async (next: string | null): Promise<void> => {
    if (next === role) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await send(next);
      tell({ text: roleSaid(name, next), undo: () => send(role) });
    } catch (error) {
      setProblem(refusalText(error));
    } finally {
      setBusy(false);
    }
  };
  return { role, give, isBusy, problem };
}
