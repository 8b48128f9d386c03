import type { Selectable } from "kysely";
import type { PortfolioView, ViewChange, ViewStore, WhichView } from "../../engine/views/view-store.ts";
import type { Executor } from "./executor.ts";
import type { PortfolioViewTable } from "./tables.ts";

/** Views in the table `portfolio_views`, and with which one each teammate begins in `first_views`. */
export class PostgresViewStore implements ViewStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async list(workspace: string): Promise<readonly PortfolioView[]> {
    const rows = await this.#db.selectFrom("portfolio_views").selectAll().where("workspace", "=", workspace).where("removed_at", "is", null).orderBy("name").orderBy("id").execute();
    return rows.map(viewOf);
  }

  async find({ workspace, id }: WhichView): Promise<PortfolioView | undefined> {
    const row = await this.#db.selectFrom("portfolio_views").selectAll().where("workspace", "=", workspace).where("id", "=", id).executeTakeFirst();
    return row && viewOf(row);
  }

  async add({ keptBy, isShared, changedAt, removedAt, ...view }: PortfolioView): Promise<void> {
    await this.#db
      .insertInto("portfolio_views")
      .values({ ...view, kept_by: keptBy, is_shared: isShared, changed_at: new Date(changedAt), removed_at: dateOf(removedAt) })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }

  async change({ workspace, id }: WhichView, { isShared, changedAt, removedAt, ...change }: ViewChange): Promise<void> {
    const set = { ...change, ...(isShared !== undefined && { is_shared: isShared }), ...(changedAt !== undefined && { changed_at: new Date(changedAt) }), ...(removedAt !== undefined && { removed_at: dateOf(removedAt) }) };
    await this.#db.updateTable("portfolio_views").set(set).where("workspace", "=", workspace).where("id", "=", id).execute();
  }

  async clear(workspace: string, removedBefore: number): Promise<void> {
    await this.#db
      .deleteFrom("portfolio_views")
      .where("workspace", "=", workspace)
      .where((is) => is.or([is("removed_at", "<", new Date(removedBefore)), is.and([is("teammate", "is", null), is("is_shared", "=", false)])]))
      .execute();
  }

  async first(teammate: string): Promise<string | undefined> {
    return (await this.#db.selectFrom("first_views").select("view").where("teammate", "=", teammate).executeTakeFirst())?.view;
  }

  async begin(teammate: string, view: string | undefined): Promise<void> {
    if (view === undefined) await this.#db.deleteFrom("first_views").where("teammate", "=", teammate).execute();
    else await this.#db.insertInto("first_views").values({ teammate, view }).onConflict((conflict) => conflict.column("teammate").doUpdateSet({ view })).execute();
  }
}

const dateOf = (instant: number | null): Date | null => (instant === null ? null : new Date(instant));

const viewOf = ({ kept_by: keptBy, is_shared: isShared, changed_at: changedAt, removed_at: removedAt, ...view }: Selectable<PortfolioViewTable>): PortfolioView => ({ ...view, keptBy, isShared, changedAt: changedAt.getTime(), removedAt: removedAt === null ? null : removedAt.getTime() });
