import { readFile, readdir } from "node:fs/promises";
import { statementsOf } from "../sql-file.ts";
import type { ClickHouse } from "./engine.ts";

const folder = new URL("../../../migrations/clickhouse/", import.meta.url);

const createLedger = `CREATE TABLE IF NOT EXISTS migrations
(name String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3)) ENGINE = MergeTree ORDER BY name`;

/** The migrations that the data has seen; none when it is new. */
async function appliedTo(clickHouse: ClickHouse): Promise<string[]> {
  const ledger = await clickHouse.rows({ name: "is there a migration ledger", text: "SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'migrations'" });
  if (ledger.length === 0) return [];
  const applied = await clickHouse.rows<{ name: string }>({ name: "applied migrations", text: "SELECT DISTINCT name FROM migrations" });
  return applied.map(({ name }) => name);
}

/**
 * Brings the schema up to date: each numbered file once, in order; says which it was. Every statement is idempotent, so that a start
 * that was cut short is finished by the next. A schema newer than this program is refused politely, and `requireRoom` may
 * refuse before anything is changed.
 */
export async function migrate(clickHouse: ClickHouse, requireRoom?: () => Promise<void>): Promise<readonly string[]> {
  const applied = await appliedTo(clickHouse);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const unknown = applied.filter((name) => !files.includes(name));
  if (unknown.length > 0) {
    throw new Error(`The data was written by a newer Bellwether: it has the migration ${unknown.join(", ")}, which this one does not know. Update Bellwether, or open another data directory.`);
  }
  const pending = files.filter((name) => !applied.includes(name));
  if (pending.length === 0) return [];
  await requireRoom?.();
  await clickHouse.command({ name: "create the migration ledger", text: createLedger });
  for (const file of pending) await apply(clickHouse, file);
  return pending;
}

async function apply(clickHouse: ClickHouse, file: string): Promise<void> {
  for (const text of statementsOf(await readFile(new URL(file, folder), "utf8"))) await clickHouse.command({ name: `migration ${file}`, text });
  await clickHouse.command({ name: `record migration ${file}`, text: "INSERT INTO migrations (name) SELECT {name:String}", parameters: { name: file } });
}
