import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type ClickHouseStore, openClickHouse } from "../../src/storage/clickhouse/store.ts";

/**
 * A real embedded ClickHouse for a test file, on a directory of its own; or the server at CLICKHOUSE_TEST_URL.
 * Each test takes a workspace of its own, so that one engine serves them all.
 */
export function embeddedStore(clock: () => number = Date.now): { readonly store: ClickHouseStore; readonly directory: string; freshWorkspace(): string } {
  let store: ClickHouseStore | undefined;
  let directory = "";
  let workspaces = 0;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "bellwether-"));
    const url = process.env["CLICKHOUSE_TEST_URL"];
    store = await openClickHouse(url ? { url } : { directory }, clock);
  });
  afterAll(async () => {
    await store?.close();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    get store() {
      if (!store) throw new Error("the store opens before the first test");
      return store;
    },
    get directory() {
      return directory;
    },
    freshWorkspace: () => `workspace-${process.pid}-${(workspaces += 1)}`,
  };
}
