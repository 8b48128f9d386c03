import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClickHouseStore, openClickHouse } from "../../src/storage/clickhouse/store.ts";

let directory = "";
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "bellwether-schema-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function changed(text: string): Promise<ClickHouseStore> {
  const store = await openClickHouse({ directory });
  await store.clickHouse.command({ name: "change the schema", text });
  await store.close();
  return await openClickHouse({ directory });
}

test("a schema newer than the program is refused", async () => {
  await expect(changed("INSERT INTO migrations (name) VALUES ('9999_tomorrow.sql')")).rejects.toThrow(
    "The data was written by a newer Bellwether: it has the migration 9999_tomorrow.sql, which this one does not know. Update Bellwether, or open another data directory.",
  );
});

test.each([
  ["fsync_after_insert", "0"],
  ["fsync_part_directory", "0"],
  ["min_rows_to_fsync_after_merge", "0"],
  ["old_parts_lifetime", "2"],
])("a table whose %s is %s is refused", async (setting, value) => {
  await expect(changed(`ALTER TABLE events MODIFY SETTING ${setting} = ${value}`)).rejects.toThrow(
    new RegExp(`^The ClickHouse table events is not set to ${setting} = \\d+, so rows that were acknowledged could be lost\\.`),
  );
});

test("an erasure that was cut short leaves a short lifetime of old parts, which the next start ends", async () => {
  const store = await changed("ALTER TABLE events MODIFY SETTING old_parts_lifetime = 1");
  const tables = await store.clickHouse.rows<{ engine_full: string }>({ name: "settings of events", text: "SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = 'events'" });
  await store.close();
  expect(tables[0]?.engine_full).toContain("old_parts_lifetime = 480");
});

test("a table that lost its settings is refused", async () => {
  await expect(changed("ALTER TABLE memberships RESET SETTING fsync_after_insert, fsync_part_directory")).rejects.toThrow(
    "The ClickHouse table memberships is not set to fsync_after_insert = 1, fsync_part_directory = 1",
  );
});

test("a start that was cut short between two migrations is finished by the next", async () => {
  const store = await openClickHouse({ directory });
  await store.clickHouse.command({ name: "forget a migration", text: "DELETE FROM migrations WHERE name LIKE '0003%'" });
  await store.clickHouse.command({ name: "forget its table", text: "DROP TABLE snapshots SYNC" });
  await store.close();
  const again = await openClickHouse({ directory });
  const applied = await again.clickHouse.rows<{ name: string }>({ name: "applied", text: "SELECT DISTINCT name FROM migrations ORDER BY name" });
  expect(await again.snapshots.history({ workspace: "w", version: "v", account: "a" })).toEqual([]);
  expect(applied.map(({ name }) => name)).toContain("0003_snapshots.sql");
  await again.close();
});
