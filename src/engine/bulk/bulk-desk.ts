import type { z } from "zod";
import type { bulkSchema } from "../../contract/bulk.ts";
import type { RecordName } from "../../contract/record-paths.ts";
import type { WorkBody } from "../../contract/work-routes.ts";
import { textOf } from "../../accounts/account-log.ts";
import type { Principal } from "../access/principal.ts";
import type { Scores } from "../answers/scores.ts";
import { authorOf, mayPlanFor } from "../plans/may.ts";
import type { Once, PlanDesk } from "../plans/plan-desk.ts";
import { notYours } from "../plans/plan-refused.ts";
import { type Now, accountsNow } from "../plans/planned-accounts.ts";
import { freshMinutes } from "../record/may-record.ts";
import { type RecordRequest, type RecordedNow, latestHandOver } from "../record/record.ts";
import { recorderOf } from "../record/recorder.ts";
import { type Done, Unchanged, forEach } from "./each.ts";

type BulkAnswer = z.output<typeof bulkSchema>;

/** Records one thing, as it is recorded for one account. */
export type RecordEach = (scores: Scores, request: RecordRequest<RecordName>) => Promise<RecordedNow>;

export interface BulkDeskParts {
  readonly scores: () => Promise<Scores>;
  readonly uniqueId: () => string;
  readonly record: RecordEach;
}

/** Everything that the accounts of one request have in common. */
interface Work {
  readonly caller: Principal;
  readonly scores: Scores;
  readonly now: Now;
  readonly key: string;
}

/** Does for many accounts what people do for one: a CSM for those of the own books, managers for all. */
export class BulkDesk {
  readonly #parts: BulkDeskParts;
  readonly #plans: PlanDesk;

  constructor(parts: BulkDeskParts, plans: PlanDesk) {
    this.#parts = parts;
    this.#plans = plans;
  }

  async handOver(caller: Principal, { accounts, ...wish }: WorkBody<"bulkOwner">, once: Once): Promise<BulkAnswer> {
    const work = await this.#begin(caller, once);
    return this.#each(work, accounts.map(about), async ({ account }, place) => {
      const before = work.now.rows.get(account)?.owner ?? null;
      if (!mayPlanFor(caller, before) && !(await handedOverJustNow(work, account))) throw notYours(before);
      if (before === wish.owner) throw new Unchanged(`${before} is its owner already.`);
      return { ...(await this.#record(work, { account, name: "recordOwner", body: wish, place })), before };
    });
  }

  async setStage(caller: Principal, { accounts, ...wish }: WorkBody<"bulkStage">, once: Once): Promise<BulkAnswer> {
    const work = await this.#begin(caller, once);
    return this.#each(work, accounts.map(about), async ({ account }, place) => {
      requireOwn(work, account);
      return this.#record(work, { account, name: "recordStage", body: wish, place });
    });
  }

  async openPlans(caller: Principal, { accounts, ...wish }: WorkBody<"bulkPlan">, once: Once): Promise<BulkAnswer> {
    const work = await this.#begin(caller, once);
    return this.#each(work, accounts.map(about), async ({ account }, place) => ({ plan: (await this.#plans.open(caller, account, wish, { now: work.now, key: `${work.key}:${place}` })).id }));
  }

  /** Takes back what was recorded; who may is what it is for one account. */
  async withdraw(caller: Principal, { recorded, ...wish }: WorkBody<"bulkWithdraw">, once: Once): Promise<BulkAnswer> {
    const work = await this.#begin(caller, once);
    return this.#each(work, recorded, async ({ account, message }, place) => this.#record(work, { account, name: "withdrawRecorded", body: wish, message, place }));
  }

  async #begin(caller: Principal, { key = this.#parts.uniqueId() }: Once): Promise<Work> {
    const scores = await this.#parts.scores();
    return { caller, scores, now: await accountsNow(scores, caller.workspace), key };
  }

  async #each<T extends { readonly account: string }>({ now }: Work, all: readonly T[], act: (one: T, place: number) => Promise<Done>): Promise<BulkAnswer> {
    const results = await forEach(all.map((one) => ({ ...one, name: now.rows.get(one.account)?.name ?? null })), act);
    const done = results.filter(({ isDone }) => isDone).length;
    return { done, refused: results.length - done, results };
  }

  /** The place in the request is part of the id: the same request again records nothing twice. */
  async #record({ caller, scores, key }: Work, { place, ...what }: Pick<RecordRequest<RecordName>, "account" | "name" | "body" | "message"> & { readonly place: number }): Promise<Done> {
    const recorded = await this.#parts.record(scores, { workspace: caller.workspace, ...recorderOf(caller), ...what, key: `${key}:${place}` });
    return { message: recorded.message };
  }
}

const about = (account: string): { readonly account: string } => ({ account });

function requireOwn({ caller, now }: Work, account: string): void {
  const owner = now.rows.get(account)?.owner ?? null;
  if (!mayPlanFor(caller, owner)) throw notYours(owner);
}

/** Whoever gave an account away by mistake may take it back, although it is no longer theirs. */
async function handedOverJustNow({ caller, scores, now }: Work, account: string): Promise<boolean> {
  const latest = await latestHandOver(scores, { workspace: caller.workspace, account });
  return latest !== undefined && textOf(latest, "author") === authorOf(caller) && now.at - latest.knownAt <= freshMinutes * 60_000;
}
