import type { BulkResult } from "../../contract/bulk.ts";
import { sendWork } from "../api/work.ts";
import { NotUndone } from "../kit/not-undone.ts";
import type { WorkAnswer, WorkWish } from "../../contract/work-routes.ts";

/** What is sent with one request; small enough that progress is seen. */
const atOnce = 100;

type BulkName = "bulkOwner" | "bulkStage" | "bulkPlan";
export type BulkWish<N extends BulkName> = Omit<WorkWish<N>, "accounts">;

/** Sends something for many accounts, some at a time, each request with a key of its own; what was done before a failure is told. */
export async function sendBulk<N extends BulkName>(name: N, accounts: readonly string[], wish: BulkWish<N>, progress: (done: number) => void): Promise<readonly BulkResult[]> {
  const send = sendWork as (name: BulkName, asking: { readonly body: unknown }, options: { readonly key: string }) => Promise<WorkAnswer<BulkName>>;
  const results: BulkResult[] = [];
  for (let from = 0; from < accounts.length; from += atOnce) {
    const body = { ...wish, accounts: accounts.slice(from, from + atOnce) };
    try {
      results.push(...(await send(name, { body }, { key: crypto.randomUUID() })).results);
    } catch (error) {
      if (results.length === 0) throw error;
      results.push(...accounts.slice(from).map((account) => unsent(account)));
      return results;
    }
    progress(results.length);
  }
  return results;
}

const unsent = (account: string): BulkResult => ({ account, name: null, isDone: false, code: "unsent", detail: "The server stopped answering before it came to this account.", message: null, before: null, plan: null });

export interface Refused {
  readonly detail: string;
  readonly results: readonly BulkResult[];
}

/** What wasn't done, by its reason; the most accounts first. What is so already needed nothing. */
export function refusedOf(results: readonly BulkResult[]): readonly Refused[] {
  const refused = results.filter(({ isDone, code }) => !isDone && code !== "unchanged");
  return [...Map.groupBy(refused, ({ detail }) => detail ?? "")].map(([detail, group]) => ({ detail, results: group })).sort((left, right) => right.results.length - left.results.length);
}

/** Hands accounts back to whom each of them belonged; those without an owner before stay. */
export async function handBack(results: readonly BulkResult[]): Promise<void> {
  const back = Map.groupBy(results.filter(({ isDone, before }) => isDone && before !== null), ({ before }) => before ?? "");
  const answers: BulkResult[] = [];
  for (const [owner, group] of back) answers.push(...(await sendBulk("bulkOwner", group.map(({ account }) => account), { owner }, () => {})));
  tellLeft(refusedOf(answers));
}

/** Undoing that was done in part isn't done. */
function tellLeft(refused: readonly Refused[]): void {
  const count = refused.reduce((sum, { results }) => sum + results.length, 0);
  if (count > 0) throw new NotUndone(`${count} of them stay as they are. ${refused.map(({ detail }) => detail).join(" ")}`);
}

/** What was recorded a moment ago may not be loaded yet. */
const [tries, waitMs] = [8, 1000];

/** Takes back what was recorded for each. */
export async function takeBack(results: readonly BulkResult[]): Promise<void> {
  let left = results.flatMap(({ account, message }) => (message === null ? [] : [{ account, message }]));
  const answers: BulkResult[] = [];
  for (let time = 0; left.length > 0 && time < tries; time += 1) {
    if (time > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const again: typeof left = [];
    for (let from = 0; from < left.length; from += atOnce) {
      const part = left.slice(from, from + atOnce);
      const answer = await sendWork("bulkWithdraw", { body: { recorded: part } }, { key: crypto.randomUUID() });
      again.push(...part.filter((_one, place) => answer.results[place]?.code === "not_loaded"));
      answers.push(...answer.results.filter(({ code }) => code !== "not_loaded"));
    }
    left = again;
  }
  if (left.length > 0) throw new NotUndone(`${left.length} of them aren't stored yet. Try again on the accounts.`);
  tellLeft(refusedOf(answers));
}
