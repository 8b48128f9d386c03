import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouse } from "./engine.ts";

/** Seconds that a part stays after another took its place; see `durability.ts`. While old ones are removed on purpose, almost none. */
const [keptSeconds, purgedSeconds] = [480, 1];

const withLifetime = "SELECT name, engine_full LIKE '%old_parts_lifetime = 1' OR engine_full LIKE '%old_parts_lifetime = 1,%' AS purging FROM system.tables WHERE database = currentDatabase() AND engine_full LIKE '%old_parts_lifetime%'";

const setLifetime = (clickHouse: ClickHouse, table: string, seconds: number): Promise<void> =>
  clickHouse.command({ name: "how long replaced parts stay", text: `ALTER TABLE ${table} MODIFY SETTING old_parts_lifetime = ${seconds}` });

/** Puts back what a process left that was killed while it removed old parts. */
export async function keepOldParts(clickHouse: ClickHouse): Promise<void> {
  for (const { name, purging } of await lifetimes(clickHouse)) if (purging === 1) await setLifetime(clickHouse, name, keptSeconds);
}

const pauseMs = 100;
/** A server that is busy removes them later by itself. */
const patienceMs = 30_000;

/**
 * Removes the parts that others have taken the place of, with everything that was erased from them. They would go by
 * themselves after eight minutes; the engine looks for them when it drops a partition, also one that doesn't exist.
 * Only the parts of now are waited for: on a server other processes go on writing, and may put the lifetime back as they open it.
 */
export async function purgeOldParts(clickHouse: ClickHouse, tables: readonly string[]): Promise<void> {
  const kept = (await lifetimes(clickHouse)).map(({ name }) => name);
  try {
    const until = Date.now() + patienceMs;
    const wanted = await oldParts(clickHouse, tables);
    for (;;) {
      const purging = (await lifetimes(clickHouse)).flatMap((table) => (table.purging === 1 ? [table.name] : []));
      for (const table of tables.filter((name) => !purging.includes(name))) await setLifetime(clickHouse, table, purgedSeconds);
      const left = await oldParts(clickHouse, tables);
      if (!wanted.some((part) => left.includes(part)) || Date.now() > until) break;
      for (const table of tables) await clickHouse.command({ name: "remove old parts", text: `ALTER TABLE ${table} DROP PARTITION ID 'nothing'` });
      await sleep(pauseMs);
    }
  } finally {
    for (const table of tables) {
      if (kept.includes(table)) await setLifetime(clickHouse, table, keptSeconds);
      else await clickHouse.command({ name: "how long replaced parts stay", text: `ALTER TABLE ${table} RESET SETTING old_parts_lifetime` });
    }
  }
}

const lifetimes = (clickHouse: ClickHouse): Promise<{ name: string; purging: number }[]> => clickHouse.rows({ name: "tables whose parts are kept", text: withLifetime });

/** Parts that were replaced. */
async function oldParts(clickHouse: ClickHouse, tables: readonly string[]): Promise<string[]> {
  const found = await clickHouse.rows<{ part: string }>({
    name: "parts that were replaced",
    text: "SELECT concat(table, ' ', name) AS part FROM system.parts WHERE database = currentDatabase() AND NOT active AND table IN {tables:Array(String)}",
    parameters: { tables },
  });
  return found.map(({ part }) => part);
}
