import type { EvaluateLoopParts } from "../evaluate/evaluate-loop.ts";
import type { EventJournal, LoadTotals } from "../event-journal.ts";
import type { LoadedBatch } from "../loader.ts";
import type { Log } from "./events.ts";

/** Logs what becomes of received calls: each batch, and from when to when none could be loaded. */
export function tellLoading(log: Log, journal: Pick<EventJournal, "totals" | "waiting">): { readonly loaded: (batch: LoadedBatch) => void; readonly waits: (error: unknown) => void } {
  let isWaiting = false;
  let before = journal.totals;
  return {
    loaded({ totals, workspaces }: LoadedBatch): void {
      if (isWaiting) log("loading_goes_on", { waiting: journal.waiting });
      isWaiting = false;
      const { stored, duplicate, dead } = since(before, totals);
      before = totals;
      log("batch_loaded", { stored, duplicate, dead, waiting: journal.waiting, accounts: [...workspaces.values()].reduce((sum, { accounts }) => sum + accounts.size, 0) });
      if (dead > 0) log("dead_letters", { count: dead });
    },
    waits(error: unknown): void {
      isWaiting = true;
      log("loading_waits", { error, waiting: journal.waiting });
    },
  };
}

const since = (before: LoadTotals, after: LoadTotals): LoadTotals => ({ stored: after.stored - before.stored, duplicate: after.duplicate - before.duplicate, dead: after.dead - before.dead, redacted: after.redacted - before.redacted });

/** Logs each piece of scoring, and from when to when there was none. */
export function tellScoring(log: Log): Required<Pick<EvaluateLoopParts, "onStep" | "onProblem">> {
  let isWaiting = false;
  return {
    onStep(_workspace, { kind, accounts, transitions, ms }): void {
      if (isWaiting) log("scoring_goes_on", {});
      isWaiting = false;
      log("accounts_scored", { work: kind, accounts, transitions, ms });
    },
    onProblem(error): void {
      isWaiting = true;
      log("scoring_waits", { error });
    },
  };
}
