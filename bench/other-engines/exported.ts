import { access, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { benchFolder } from "../simulated-events.ts";

const columns = "account, user AS user_id, CAST(name, 'String') AS name, CAST(time, 'DateTime64(3)') AS time";

/** The simulated events as a file that other engines load; kept beside the data, made once. */
export async function exportedEvents(store: ClickHouseStore, name: string, format: "CSV" | "Parquet"): Promise<string> {
  const folder = join(benchFolder, "exported");
  const file = join(folder, `${name}.${format.toLowerCase()}`);
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  await store.clickHouse.command({
    name: `export the bench events as ${format}`,
    text: `INSERT INTO FUNCTION file({file:String}, ${format}) SELECT ${columns} FROM events ORDER BY account, events.time`,
    parameters: { file: unfinished },
    limits: { seconds: 600, memoryBytes: 8_000_000_000 },
  });
  await rename(unfinished, file);
  return file;
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
