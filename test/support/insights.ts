import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openInsights } from "../../src/compose/insights.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { InsightDesk } from "../../src/engine/learn/insight-desk.ts";
import { FileKeptWork } from "../../src/storage/kept-work.ts";
import { MemoryInsightStore } from "../../src/storage/memory/insight-store.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";

/** Questions to the past of a store, in threads as a server asks them; answers are kept in memory. */
export function testInsights(store: ClickHouseStore, { workspace, now, running, measured = new FileKeptWork(mkdtempSync(join(tmpdir(), "bellwether-measured-")), "test") }: { readonly workspace: string; readonly now: number; readonly running: RunningPack; readonly measured?: FileKeptWork }): InsightDesk {
  return openInsights({
    workspace,
    store: new MemoryInsightStore(),
    openStore: () => Promise.resolve(store),
    measured,
    running: () => running,
    versionNumber: () => null,
    isForgotten: () => false,
    onFailed: (error) => console.error(error),
    clock: () => now,
  });
}
