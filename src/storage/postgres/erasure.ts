import { sql } from "kysely";
import type { Executor } from "./executor.ts";
import type { Tables } from "./tables.ts";

/**
 * In which column a table names an account, beside its column `workspace`; null where it names none. What belongs to a row
 * goes with it by its foreign key. No table names users of accounts.
 */
export const accountColumns: Readonly<Record<keyof Tables, string | null>> = {
  workspaces: null,
  teammates: null,
  invitations: null,
  api_keys: null,
  pack_versions: null,
  plans: "account",
  plan_steps: null,
  plan_reviews: null,
  company_goals: null,
  portfolio_views: null,
  first_views: null,
  insight_runs: null,
  insight_accounts: "account",
  migrations: null,
};

interface Forgotten {
  readonly workspace: string;
  readonly isForgotten: (account: string) => boolean;
}

/** Removes what people of a workspace wrote about accounts that are forgotten. Returns how many rows of the named tables went. */
export async function eraseRecords(db: Executor, { workspace, isForgotten }: Forgotten, columns: Readonly<Record<string, string | null>> = accountColumns): Promise<number> {
  let erased = 0;
  for (const [table, column] of Object.entries(columns)) {
    if (column === null) continue;
    const [of, account] = [sql.table(table), sql.ref(column)];
    const { rows } = await sql<{ account: string }>`SELECT DISTINCT ${account} AS account FROM ${of} WHERE workspace = ${workspace}`.execute(db);
    for (const row of rows.filter(({ account: id }) => isForgotten(id))) {
      const gone = await (table === "insight_accounts" ? goneResults(workspace, row.account) : sql`DELETE FROM ${of} WHERE workspace = ${workspace} AND ${account} = ${row.account} RETURNING 1`).execute(db);
      erased += gone.rows.length;
    }
  }
  if (erased > 0) await rewrite(db);
  return erased;
}

/** A result of learning speaks of many; without one of them it isn't what was found, so it goes as a whole. */
const goneResults = (workspace: string, account: string) => sql`DELETE FROM insight_runs WHERE id IN (SELECT run FROM insight_accounts WHERE workspace = ${workspace} AND account = ${account}) RETURNING 1`;

/**
 * Deleted rows stay in the files until these are written anew, and in the log of writes until its files are removed. The
 * latter needs rights that a server may not give: there it goes as the server is set up.
 */
async function rewrite(db: Executor): Promise<void> {
  await sql`VACUUM FULL`.execute(db);
  try {
    await sql`SET wal_recycle = off`.execute(db);
    for (let time = 0; time < 2; time += 1) {
      await sql`SELECT pg_switch_wal()`.execute(db);
      await sql`CHECKPOINT`.execute(db);
    }
  } catch {
    return;
  }
}
