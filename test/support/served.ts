import { onTestFinished } from "vitest";
import { type LiveScoring, startLive } from "../../src/compose/live.ts";
import type { Rules } from "../../src/engine/retention/rules.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { type PostgresDatabase, openPostgres as openEither } from "../../src/storage/postgres/database.ts";
import { embeddedStore } from "./embedded-store.ts";
import { freshDirectory } from "./journal.ts";
import { pgliteTemplate } from "./pglite-template.ts";
import { type Logged, keptLog } from "./logged.ts";
import { forFile } from "./postgres.ts";

/** The process as it serves, on the test file's ClickHouse; with what it said, and its first write key. */
export async function serving() {
  const engine = embeddedStore();
  /** Both stay open for the other tests. */
  const database = await forFile(async () => openEither({ archive: await pgliteTemplate() }, () => {}));
  const openPostgres = (): Promise<PostgresDatabase> => Promise.resolve({ ...database, close: () => Promise.resolve() });
  const shared = (): Promise<ClickHouseStore> => Promise.resolve({ ...engine.store, close: () => Promise.resolve() });

  async function served(openStore = shared, scoring?: LiveScoring, retention?: Rules) {
    const said: string[] = [];
    const logged: Logged[] = [];
    const workspace = engine.freshWorkspace();
    const directory = await freshDirectory();
    const live = await startLive({ directory, workspace, clock: Date.now, openStore, openPostgres, report: (line) => said.push(line), log: keptLog(logged), onBroken: () => {}, ...(scoring && { scoring }), ...(retention && { retention }) }, { host: "127.0.0.1", port: 0 });
    onTestFinished(() => live.stop());
    const key = said.join("\n").match(/first write key, shown only now: (\S+)/)?.[1] ?? "";
    const post = async (path: string, body: object): Promise<Response> => fetch(`${live.url}${path}`, { method: "POST", body: JSON.stringify(body), headers: { authorization: `Basic ${btoa(`${key}:`)}` } });
    const rows = <Row>(text: string): Promise<Row[]> => engine.store.clickHouse.rows<Row>({ name: "test", text, parameters: { workspace } });
    const count = async (table: string): Promise<number> => Number((await rows<{ n: number }>(`SELECT toUInt32(count()) AS n FROM ${table} WHERE workspace = {workspace:String}`))[0]?.n);
    return { live, said, logged, workspace, directory, key, post, rows, count };
  }
  return { engine, shared, openPostgres, served };
}

export type Served = Awaited<ReturnType<Awaited<ReturnType<typeof serving>>["served"]>>;
