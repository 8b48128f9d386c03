import { describe, expect, test } from "vitest";
import type { SnapshotLog, SnapshotMemory } from "../../src/engine/ports.ts";
import { SnapshotColumns, type SnapshotRow } from "../../src/engine/snapshot-columns.ts";

const day = 86_400_000;
const midnight = Date.UTC(2026, 0, 5);

interface Written {
  readonly workspace: string;
  readonly isMidnight?: boolean;
  readonly version?: string;
}

function batchOf({ workspace, isMidnight = true, version = "v1" }: Written, rows: readonly Partial<SnapshotRow>[]) {
  const columns = new SnapshotColumns({ workspace, version, knownAt: midnight, isMidnight, accounts: ["acme", "globex"], capacity: rows.length, metricCount: 2, mostCategories: 2 });
  rows.forEach((own, index) => {
    columns.addCategory(50, { band: "yellow", since: midnight - day });
    columns.addCategory(Number.NaN, { band: "unknown", since: midnight });
    columns.add(
      { account: 0, asOf: midnight, model: "base+1", stage: "adoption", score: 61, band: "yellow", mean: 60, computedScore: 62, computedBand: "green", computedSince: midnight - 3 * day, coverage: 100, mrr: 1, ...own },
      { values: Float64Array.of(index, Number.NaN), states: Uint8Array.of(0, 1), offset: 0 },
    );
  });
  return columns.batch();
}

/** What scoring that goes on where it stopped reads back. */
export function snapshotMemoryContract(name: string, open: () => { readonly log: SnapshotLog; readonly memory: SnapshotMemory; readonly workspace: string }): void {
  describe(`${name} remembers`, () => {
    const accounts = ["acme", "globex", "nobody"];

    test("of each account the latest midnight before an instant, as it was written last", async () => {
      const { log, memory, workspace } = open();
      await log.write(batchOf({ workspace }, [{ asOf: midnight - day, computedBand: "red" }, { computedBand: "red" }, { asOf: midnight + day, computedBand: "unknown" }, { account: 1, asOf: midnight - day }]));
      await log.write(batchOf({ workspace }, [{}]));
      await log.write(batchOf({ workspace, isMidnight: false }, [{ asOf: midnight + 1000, computedBand: "red" }]));
      const memories = await memory.memories({ workspace, version: "v1", accounts, before: midnight + day });
      const categories = [{ band: "yellow", since: midnight - day }, { band: "unknown", since: midnight }];
      expect(memories).toEqual(
        new Map([
          ["acme", { asOf: midnight, model: "base+1", overall: { band: "green", since: midnight - 3 * day }, categories }],
          ["globex", { asOf: midnight - day, model: "base+1", overall: { band: "green", since: midnight - 3 * day }, categories }],
        ]),
      );
      expect(await memory.memories({ workspace, version: "v2", accounts, before: midnight + day })).toEqual(new Map());
    });

    test("of each account what was written last, on a midnight or between two", async () => {
      const { log, memory, workspace } = open();
      await log.write(batchOf({ workspace }, [{}, { account: 1 }]));
      await log.write(batchOf({ workspace, isMidnight: false }, [{ asOf: midnight + 5, score: Number.NaN, band: "unknown", stage: "" }]));
      const latest = await memory.latest({ workspace, version: "v1", accounts });
      expect(latest.get("acme")).toEqual({ asOf: midnight + 5, score: Number.NaN, computedScore: 62, band: "unknown", stage: "", model: "base+1", values: Float64Array.of(0, Number.NaN), states: Uint8Array.of(0, 1) });
      expect(latest.get("globex")).toMatchObject({ asOf: midnight, score: 61, values: Float64Array.of(1, Number.NaN) });
      expect([...latest.keys()].toSorted()).toEqual(["acme", "globex"]);
    });

    test("the scores of a midnight", async () => {
      const { log, memory, workspace } = open();
      await log.write(batchOf({ workspace }, [{}, { account: 1, asOf: midnight + day }]));
      await log.write(batchOf({ workspace }, [{ score: 7 }]));
      expect(await memory.scoresAt({ workspace, version: "v1", accounts, asOf: midnight })).toEqual(new Map([["acme", 7]]));
    });

    test("nothing of nobody, and nothing more after everything was cleared", async () => {
      const { log, memory, workspace } = open();
      expect(await memory.latest({ workspace, version: "v1", accounts: [] })).toEqual(new Map());
      await log.write(batchOf({ workspace, isMidnight: false }, [{}]));
      await log.clear(workspace, "v1");
      expect(await memory.latest({ workspace, version: "v1", accounts })).toEqual(new Map());
    });

    test("a snapshot between midnights never takes the place of a midnight, even at its instant", async () => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, [{ score: 1 }]));
      await log.write(batchOf({ workspace, isMidnight: false }, [{ score: 2 }]));
      expect((await log.history({ workspace, version: "v1", account: "acme" })).map(({ score }) => score)).toEqual([1]);
    });
  });
}
