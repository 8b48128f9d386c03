import { readFile, readdir } from "node:fs/promises";
import { type Kysely, type Transaction, sql } from "kysely";
import { statementsOf } from "../sql-file.ts";
import type { Tables } from "./tables.ts";

const folder = new URL("../../../migrations/postgres/", import.meta.url);

/** Any number that no other program takes on the same database. */
const migrationLock = 8_112_276_553;

/**
 * Brings the schema up to date: each numbered file once, in order, all in one transaction and by one process at a time; says which were. A
 * schema newer than this program is refused politely.
 */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(trx);
    await sql`create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`.execute(trx);
    const applied = (await trx.selectFrom("migrations").select("name").execute()).map(({ name }) => name);
    const unknown = applied.filter((name) => !files.includes(name));
    if (unknown.length > 0) throw new Error(`The database was written by a newer Bellwether: it has the migration ${unknown.join(", ")}, which this one does not know. Update Bellwether, or use another database.`);
    const pending = files.filter((name) => !applied.includes(name));
    for (const file of pending) await apply(trx, file);
    return pending;
  });
}

async function apply(trx: Transaction<Tables>, file: string): Promise<void> {
  for (const statement of statementsOf(await readFile(new URL(file, folder), "utf8"))) await sql.raw(statement).execute(trx);
  await trx.insertInto("migrations").values({ name: file }).execute();
}
