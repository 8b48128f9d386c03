import type { Selectable } from "kysely";
import type { GoalChange, GoalStore, WhichGoal } from "../../engine/plans/goal-store.ts";
import type { Instant } from "../../lib/zone.ts";
import type { CompanyGoal } from "../../plans/company-goal.ts";
import type { Executor } from "./executor.ts";
import type { CompanyGoalTable } from "./tables.ts";

/** Goals in the table `company_goals`. */
export class PostgresGoalStore implements GoalStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async list(workspace: string): Promise<readonly CompanyGoal[]> {
    return (await this.#db.selectFrom("company_goals").selectAll().where("workspace", "=", workspace).where("removed_at", "is", null).orderBy("due").orderBy("id").execute()).map(goalOf);
  }

  async add({ startedAt, startedBy, note, ...goal }: CompanyGoal): Promise<void> {
    await this.#db.insertInto("company_goals").values({ ...goal, note: note ?? null, started_at: new Date(startedAt), started_by: startedBy }).execute();
  }

  async change({ workspace, id }: WhichGoal, change: GoalChange): Promise<CompanyGoal | undefined> {
    const which = this.#db.selectFrom("company_goals").selectAll().where("workspace", "=", workspace).where("id", "=", id).where("removed_at", "is", null);
    if (Object.keys(change).length > 0) await this.#db.updateTable("company_goals").set(change).where("workspace", "=", workspace).where("id", "=", id).where("removed_at", "is", null).execute();
    const row = await which.executeTakeFirst();
    return row && goalOf(row);
  }

  async remove({ workspace, id }: WhichGoal, at: Instant): Promise<boolean> {
    const gone = await this.#db.updateTable("company_goals").set({ removed_at: new Date(at) }).where("workspace", "=", workspace).where("id", "=", id).where("removed_at", "is", null).returning("id").execute();
    return gone.length > 0;
  }

  async bringBack({ workspace, id }: WhichGoal): Promise<boolean> {
    const back = await this.#db.updateTable("company_goals").set({ removed_at: null }).where("workspace", "=", workspace).where("id", "=", id).where("removed_at", "is not", null).returning("id").execute();
    return back.length > 0;
  }

  async clear(workspace: string, removedBefore: Instant): Promise<void> {
    await this.#db.deleteFrom("company_goals").where("workspace", "=", workspace).where("removed_at", "<", new Date(removedBefore)).execute();
  }
}

const goalOf = ({ started_at: at, started_by: startedBy, removed_at: _removedAt, note, ...goal }: Selectable<CompanyGoalTable>): CompanyGoal => ({ ...goal, ...(note !== null && { note }), startedAt: at.getTime(), startedBy });
