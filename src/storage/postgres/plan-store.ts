import type { Kysely, Selectable } from "kysely";
import type { PlanStore, PlansAsked, WhichPlan } from "../../engine/plans/plan-store.ts";
import { type Plan, type PlanRefusal, type PlanReview, type PlanStep, isRefusal } from "../../plans/plan.ts";
import { type Executor, isDuplicate } from "./executor.ts";
import type { PlanReviewTable, PlanStepTable, PlanTable, Tables } from "./tables.ts";

/** Plans in the tables `plans`, `plan_steps` and `plan_reviews`. */
export class PostgresPlanStore implements PlanStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async list({ workspace, accounts, states }: PlansAsked): Promise<readonly Plan[]> {
    let query = this.#db.selectFrom("plans").selectAll().where("workspace", "=", workspace).orderBy("started_at", "desc").orderBy("id");
    if (accounts) query = query.where("account", "in", accounts.length === 0 ? [""] : [...accounts]);
    if (states) query = query.where("state", "in", [...states]);
    return withParts(this.#db, await query.execute());
  }

  async find(which: WhichPlan): Promise<Plan | undefined> {
    return findIn(this.#db, which);
  }

  async add(plan: Plan): Promise<"added" | "already_open"> {
    return unlessOpen(() =>
      this.#db.transaction().execute(async (trx) => {
        await trx.insertInto("plans").values(toRow(plan)).execute();
        await insertParts(trx, plan);
        return "added" as const;
      }),
    );
  }

  change(which: WhichPlan, change: (plan: Plan) => Plan | PlanRefusal): Promise<Plan | PlanRefusal | undefined> {
    return unlessOpen(() =>
      this.#db.transaction().execute(async (trx) => {
        await trx.selectFrom("plans").select("id").where("workspace", "=", which.workspace).where("id", "=", which.id).forUpdate().execute();
        const before = await findIn(trx, which);
        const after = before && change(before);
        if (after === undefined || after === before || isRefusal(after)) return after;
        const { id, workspace: _workspace, ...row } = toRow(after);
        await trx.updateTable("plans").set(row).where("id", "=", id).execute();
        // Few rows, and written seldom: replacing them all is simpler than finding out which differ.
        await trx.deleteFrom("plan_steps").where("plan", "=", id).execute();
        await trx.deleteFrom("plan_reviews").where("plan", "=", id).execute();
        await insertParts(trx, after);
        return after;
      }),
    );
  }
}

/** The index knows that an account has another plan that is open. */
async function unlessOpen<T>(work: () => Promise<T>): Promise<T | "already_open"> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicate(error)) return "already_open";
    throw error;
  }
}

async function findIn(db: Executor, { workspace, id }: WhichPlan): Promise<Plan | undefined> {
  const row = await db.selectFrom("plans").selectAll().where("workspace", "=", workspace).where("id", "=", id).executeTakeFirst();
  return row && (await withParts(db, [row]))[0];
}

async function withParts(db: Executor, rows: readonly Selectable<PlanTable>[]): Promise<Plan[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const steps = Map.groupBy(await db.selectFrom("plan_steps").selectAll().where("plan", "in", ids).orderBy("place").execute(), ({ plan }) => plan);
  const reviews = Map.groupBy(await db.selectFrom("plan_reviews").selectAll().where("plan", "in", ids).orderBy("at").orderBy("id").execute(), ({ plan }) => plan);
  return rows.map((row) => planOf(row, { steps: (steps.get(row.id) ?? []).map(stepOf), reviews: (reviews.get(row.id) ?? []).map(reviewOf) }));
}

async function insertParts(db: Executor, { id: plan, steps, reviews }: Plan): Promise<void> {
  const stepRows = steps.map(({ id, text, owner, due, state, doneAt, doneBy }, place) => ({ plan, id, place, text, owner, due, state, done_at: dateOf(doneAt), done_by: doneBy ?? null }));
  const reviewRows = reviews.map(({ at, ...review }) => ({ plan, at: new Date(at), ...review }));
  if (stepRows.length > 0) await db.insertInto("plan_steps").values(stepRows).execute();
  if (reviewRows.length > 0) await db.insertInto("plan_reviews").values(reviewRows).execute();
}

const dateOf = (instant: number | undefined): Date | null => (instant === undefined ? null : new Date(instant));

function toRow({ startedAt, startedBy, start, closing, template, steps: _steps, reviews: _reviews, ...plan }: Plan) {
  return {
    ...plan,
    template: template ?? null,
    started_at: new Date(startedAt),
    started_by: startedBy,
    start_score: start.score,
    start_band: start.band,
    closed_at: dateOf(closing?.at),
    closed_by: closing?.by ?? null,
    result: closing?.result ?? null,
    end_score: closing?.end.score ?? null,
    end_band: closing?.end.band ?? null,
  };
}

function planOf(row: Selectable<PlanTable>, parts: Pick<Plan, "steps" | "reviews">): Plan {
  const { closed_at: at, closed_by: by, result, end_score: score, end_band: band } = row;
  return {
    id: row.id,
    workspace: row.workspace,
    account: row.account,
    name: row.name,
    reason: row.reason,
    owner: row.owner,
    state: row.state,
    ...(row.template !== null && { template: row.template }),
    startedAt: row.started_at.getTime(),
    startedBy: row.started_by,
    start: { score: row.start_score, band: row.start_band },
    ...parts,
    ...(at && { closing: { at: at.getTime(), by: by ?? "", result: result ?? "", end: { score, band: band ?? "unknown" } } }),
  };
}

const stepOf = ({ id, text, owner, due, state, done_at: doneAt, done_by: doneBy }: Selectable<PlanStepTable>): PlanStep => ({
  id, text, owner, due, state, ...(doneAt && { doneAt: doneAt.getTime() }), ...(doneBy !== null && { doneBy }),
});

const reviewOf = ({ id, at, author, note, score, band }: Selectable<PlanReviewTable>): PlanReview => ({ id, at: at.getTime(), author, note, score, band });
