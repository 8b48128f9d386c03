import type { Kysely, Selectable } from "kysely";
import type { InsightKind } from "../../contract/insights.ts";
import type { InsightAnswer, InsightRun, InsightStore, KeptInsight } from "../../engine/learn/insight-store.ts";
import type { InsightRunTable, Tables } from "./tables.ts";

const aboutRuns = ["id", "workspace", "kind", "state", "asked_at", "asked_by", "ended_at", "version", "version_number", "past_from", "past_to", "problem"] as const;
type AboutRun = Pick<Selectable<InsightRunTable>, (typeof aboutRuns)[number]>;

/** A statement takes so many rows of names. */
const namesAtOnce = 1000;

/** Questions to the past in the table `insight_runs`, and whom their answers name in `insight_accounts`. */
export class PostgresInsightStore implements InsightStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async list(workspace: string): Promise<readonly InsightRun[]> {
    return (await this.#db.selectFrom("insight_runs").select(aboutRuns).where("workspace", "=", workspace).orderBy("asked_at", "desc").orderBy("id").execute()).map(runOf);
  }

  async kept(workspace: string): Promise<readonly KeptInsight[]> {
    const rows = await this.#db.selectFrom("insight_runs").select([...aboutRuns, "headline"]).where("workspace", "=", workspace).where("result", "is not", null).execute();
    return rows.map((row) => ({ run: runOf(row), headline: row.headline ?? "" }));
  }

  async result(workspace: string, kind: InsightKind): Promise<(KeptInsight & Pick<InsightAnswer, "result">) | undefined> {
    const row = await this.#db.selectFrom("insight_runs").selectAll().where("workspace", "=", workspace).where("kind", "=", kind).where("result", "is not", null).executeTakeFirst();
    return row && { run: runOf(row), headline: row.headline ?? "", result: row.result ?? "" };
  }

  async add(run: InsightRun): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom("insight_runs").where("workspace", "=", run.workspace).where("kind", "=", run.kind).where("result", "is", null).execute();
      await trx.insertInto("insight_runs").values(rowOf(run)).execute();
    });
  }

  async change(run: InsightRun): Promise<void> {
    const { id, workspace: _workspace, ...row } = rowOf(run);
    await this.#db.updateTable("insight_runs").set(row).where("id", "=", id).execute();
  }

  async keep(run: InsightRun, { headline, result, accounts }: InsightAnswer): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      await trx.deleteFrom("insight_runs").where("workspace", "=", run.workspace).where("kind", "=", run.kind).execute();
      await trx.insertInto("insight_runs").values({ ...rowOf(run), headline, result }).execute();
      const names = accounts.map((account) => ({ run: run.id, workspace: run.workspace, account }));
      for (let first = 0; first < names.length; first += namesAtOnce) await trx.insertInto("insight_accounts").values(names.slice(first, first + namesAtOnce)).execute();
    });
  }
}

const rowOf = ({ askedAt, askedBy, endedAt, versionNumber, past, problem, ...run }: InsightRun) => ({
  ...run,
  asked_at: new Date(askedAt),
  asked_by: askedBy,
  ended_at: endedAt === undefined ? null : new Date(endedAt),
  version_number: versionNumber,
  past_from: past ? new Date(past.from) : null,
  past_to: past ? new Date(past.to) : null,
  problem: problem ?? null,
});

function runOf({ id, workspace, kind, state, asked_at: askedAt, asked_by: askedBy, ended_at: endedAt, version, version_number: versionNumber, past_from: from, past_to: to, problem }: AboutRun): InsightRun {
  return {
    workspace, id, kind, state, askedBy, version, versionNumber, askedAt: askedAt.getTime(),
    ...(endedAt && { endedAt: endedAt.getTime() }),
    ...(from && to && { past: { from: from.getTime(), to: to.getTime() } }),
    ...(problem !== null && { problem }),
  };
}
