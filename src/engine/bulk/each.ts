import type { BulkResult } from "../../contract/bulk.ts";
import { Unanswerable } from "../answers/unanswerable.ts";
import { PlanRefused, type PlanRefusedKind } from "../plans/plan-refused.ts";
import { NotRecorded, type NotRecordedKind } from "../record/not-recorded.ts";

/** What was done for one account. */
export type Done = Partial<Pick<BulkResult, "message" | "before" | "plan">>;

/** So many at a time: they share the fsync of the journal. */
const atOnce = 8;

interface One {
  readonly account: string;
  readonly name: string | null;
}

/** Does something for each, and says of each what became of it. What is no refusal is thrown. */
export async function forEach<T extends One>(all: readonly T[], act: (one: T, place: number) => Promise<Done>): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (let from = 0; from < all.length; from += atOnce) results.push(...(await Promise.all(all.slice(from, from + atOnce).map((one, place) => resultOf(one, () => act(one, from + place))))));
  return results;
}

async function resultOf({ account, name }: One, act: () => Promise<Done>): Promise<BulkResult> {
  const nothing = { message: null, before: null, plan: null };
  try {
    return { account, name, isDone: true, code: null, detail: null, ...nothing, ...(await act()) };
  } catch (error) {
    return { account, name, isDone: false, ...refusalOf(error), ...nothing };
  }
}

/** Nothing is to be done, because it is so already. */
export class Unchanged extends Error {}

const planCodes: Readonly<Record<PlanRefusedKind, string>> = { unknown: "not_found", not_yours: "not_yours", not_now: "not_now", bad_request: "invalid" };
const recordCodes: Readonly<Record<NotRecordedKind, string>> = { unknown: "not_loaded", forgotten: "forgotten", bad_field: "invalid", needs_role: "needs_role", not_yours: "not_yours", not_withdrawable: "invalid", withdrawn_already: "withdrawn_already", busy: "busy", full: "full" };

function refusalOf(error: unknown): { readonly code: string; readonly detail: string } {
  if (error instanceof Unchanged) return { code: "unchanged", detail: error.message };
  if (error instanceof PlanRefused) return { code: planCodes[error.kind], detail: error.message };
  if (error instanceof NotRecorded) return { code: recordCodes[error.kind], detail: error.message };
  if (error instanceof Unanswerable) return { code: "not_found", detail: error.message };
  throw error;
}
