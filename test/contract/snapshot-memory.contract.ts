import { describe, expect, test } from "vitest";
import type { SnapshotLog, SnapshotMemory } from "../../src/engine/ports.ts";
import type { WrittenPast } from "../../src/engine/written-past.ts";
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
export function snapshotMemoryContract(name: string, open: () => { readonly log: SnapshotLog; readonly memory: SnapshotMemory; readonly past: WrittenPast; readonly workspace: string }): void {
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

    test("nothing of a midnight that was withdrawn, until it is written again", async () => {
      const { log, memory, past, workspace } = open();
      const of = { workspace, version: "v1" };
      const range = { from: midnight - day, to: midnight };
      await log.write(batchOf(of, [{ asOf: midnight - day }, {}, { account: 1 }]));
      await log.withdraw({ ...of, of: new Map([["acme", [midnight]]]) });
      expect(await memory.midnightsOf({ ...of, accounts, ...range })).toEqual(new Map([["acme", [midnight - day]], ["globex", [midnight]]]));
      expect((await memory.memories({ ...of, accounts, before: midnight + 1 })).get("acme")?.asOf).toBe(midnight - day);
      expect((await memory.latest({ ...of, accounts })).get("acme")?.asOf).toBe(midnight - day);
      expect(await memory.scoresAt({ ...of, accounts, asOf: midnight })).toEqual(new Map([["globex", 61]]));
      expect((await log.history({ ...of, account: "acme" })).map(({ asOf }) => asOf)).toEqual([midnight - day]);
      expect([...(await past.memories({ ...of, asOf: midnight })).keys()]).toEqual(["globex"]);
      expect(await past.bandCounts({ ...of, ...range, from: midnight, without: [] })).toEqual([{ asOf: midnight, band: "yellow", accounts: 1, mrr: 1 }]);
      await log.write(batchOf(of, [{ asOf: midnight }]));
      expect((await memory.midnightsOf({ ...of, accounts: ["acme"], ...range })).get("acme")?.toSorted()).toEqual([midnight - day, midnight]);
    });

    test("everybody at past midnights: one of them whole, scores alone, and how many had which band", async () => {
      const { log, memory, past, workspace } = open();
      const of = { workspace, version: "v1" };
      await log.write(batchOf(of, [{ asOf: midnight - day, score: Number.NaN, band: "unknown", mrr: Number.NaN }, { score: 5 }, { account: 1, band: "green" }]));
      await log.write(batchOf(of, [{}]));
      const whole = (await past.midnight({ ...of, asOf: midnight })).flatMap((batch) => Array.from(batch.account, (place, row) => [batch.accounts[place], batch.models[batch.model[row] as number], batch.score[row], batch.mean[row], batch.metricValues[row * 2]]));
      expect(whole.toSorted(([one], [other]) => String(one).localeCompare(String(other)))).toEqual([["acme", "base+1", 61, 60, 0], ["globex", "base+1", 61, 60, 2]]);
      expect(await past.midnight({ ...of, asOf: midnight + day })).toEqual([]);
      const scores = await past.scores({ ...of, from: midnight - day, to: midnight });
      expect(new Map(scores.map(({ account, asOf, score }) => [account, Array.from(asOf, (at, place) => [at, score[place] as number] as const).toSorted(([one], [other]) => one - other)]))).toEqual(new Map([["acme", [[midnight - day, Number.NaN], [midnight, 61]]], ["globex", [[midnight, 61]]]]));
      const counts = await past.bandCounts({ ...of, from: midnight - day, to: midnight, without: ["globex"] });
      expect(counts.toSorted((one, other) => one.asOf - other.asOf)).toEqual([{ asOf: midnight - day, band: "unknown", accounts: 1, mrr: 0 }, { asOf: midnight, band: "yellow", accounts: 1, mrr: 1 }]);
      expect(await past.memories({ ...of, asOf: midnight })).toEqual(await memory.memories({ ...of, accounts, before: midnight + day }));
    });

    test("a snapshot between midnights never takes the place of a midnight, even at its instant", async () => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, [{ score: 1 }]));
      await log.write(batchOf({ workspace, isMidnight: false }, [{ score: 2 }]));
      expect((await log.history({ workspace, version: "v1", account: "acme" })).map(({ score }) => score)).toEqual([1]);
    });
  });
}
