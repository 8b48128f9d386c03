import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { Instant } from "../../src/lib/zone.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { type RawRow, rawColumns, rawRow, sqlOf } from "../seven-metrics/raw-values.ts";
import { benchFolder } from "../simulated-events.ts";
import { type OtherEngine, timestampOf } from "./engine.ts";
import { exists, exportedEvents } from "./exported.ts";

const textbook = sqlOf("duckdb");

/** DuckDB in this process, on a file that is made once from the exported events. */
export async function openDuckDb(store: ClickHouseStore, name: string): Promise<OtherEngine> {
  const folder = join(benchFolder, "duckdb");
  const file = join(folder, `${name}.duckdb`);
  if (!(await exists(file))) {
    await mkdir(folder, { recursive: true });
    await load(file, await exportedEvents(store, name, "Parquet"));
  }
  const instance = await DuckDBInstance.create(file, { access_mode: "READ_ONLY" });
  const connection = await instance.connect();
  const run = (asOf: Instant) => connection.runAndReadAll(textbook, { as_of: timestampOf(asOf) });
  const [version] = (await connection.runAndReadAll("SELECT version()")).getRows()[0] as [string];
  return {
    name: `DuckDB ${version}`,
    query: run,
    rawValues: async (asOf) => {
      const rows = (await run(asOf)).getRows();
      return new Map(rows.map(([account, ...values]): [string, RawRow] => [String(account), rawRow(rawColumns.map((_, index) => Number(values[index])))]));
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}

async function load(file: string, parquet: string): Promise<void> {
  const unfinished = `${file}.part`;
  await rm(unfinished, { force: true });
  const instance = await DuckDBInstance.create(unfinished);
  const connection: DuckDBConnection = await instance.connect();
  await connection.run(`CREATE TABLE events AS SELECT account, user_id, name, time::TIMESTAMP AS time FROM read_parquet('${parquet.replaceAll("'", "''")}')`);
  await connection.run("CHECKPOINT");
  connection.closeSync();
  instance.closeSync();
  await rename(unfinished, file);
}
