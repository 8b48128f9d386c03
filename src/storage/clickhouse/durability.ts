import type { ClickHouse } from "./engine.ts";

/** What the tables of the log must be set to; the engine's own defaults lose acknowledged rows at a power cut. */
const wanted = ["fsync_after_insert = 1", "fsync_part_directory = 1", "min_rows_to_fsync_after_merge = 1", "old_parts_lifetime = 480"];
/** While another process on the same server erases somebody; see `old-parts.ts`. */
const passing = /old_parts_lifetime = 1(?!\d)/;
const logTables = ["account_traits", "events", "memberships", "user_traits"];

/** Refuses to run on tables whose acknowledged rows might not be on disk. */
export async function requireDurability(clickHouse: ClickHouse): Promise<void> {
  const tables = await clickHouse.rows<{ name: string; engine_full: string }>({
    name: "durability settings",
    text: "SELECT name, engine_full FROM system.tables WHERE database = currentDatabase() AND name IN {tables:Array(String)}",
    parameters: { tables: logTables },
  });
  for (const name of logTables) {
    const settings = tables.find((table) => table.name === name)?.engine_full ?? "";
    const lacking = wanted.filter((setting) => !settings.replace(passing, "old_parts_lifetime = 480").includes(setting));
    if (lacking.length > 0) {
      throw new Error(`The ClickHouse table ${name} is not set to ${lacking.join(", ")}, so rows that were acknowledged could be lost. Set it with ALTER TABLE ${name} MODIFY SETTING.`);
    }
  }
}
