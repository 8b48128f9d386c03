import { describe, expect, test } from "vitest";
import type { ScorePoint, SnapshotBatch, SnapshotLog } from "../../src/engine/ports.ts";
import { SnapshotColumns, type SnapshotRow } from "../../src/engine/snapshot-columns.ts";
import { oddTexts } from "./fact-log.contract.ts";

const day = 86_400_000;
const midnight = Date.UTC(2026, 0, 5);

const row = (own: Partial<SnapshotRow> = {}): SnapshotRow => ({
  account: 0, asOf: midnight, model: "base", stage: "adoption", score: 61.25, band: "yellow", mean: 0.1 + 0.2,
  computedScore: 61.5, computedBand: "green", computedSince: midnight - day, coverage: 100, mrr: 1e3 / 3, ...own,
});

interface Written {
  readonly workspace: string;
  readonly version?: string;
  readonly accounts?: readonly string[];
  readonly isMidnight?: boolean;
}

function batchOf({ workspace, version = "v1", accounts = ["acme", "globex"], isMidnight = true }: Written, rows: readonly SnapshotRow[]): SnapshotBatch {
  const columns = new SnapshotColumns({ workspace, version, knownAt: midnight, isMidnight, accounts, capacity: rows.length + 1, metricCount: 2, mostCategories: 2 });
  for (const each of rows) {
    columns.addCategory(50, { band: "yellow", since: midnight });
    columns.addCategory(Number.NaN, { band: "unknown", since: midnight });
    columns.add(each, { values: Float64Array.of(0.5, Number.NaN), states: Uint8Array.of(0, 1), offset: 0 });
  }
  return columns.batch();
}

/** What every log of snapshots keeps and gives back. */
export function snapshotLogContract(name: string, open: () => { readonly log: SnapshotLog; readonly workspace: string }): void {
  describe(`${name} gives the history`, () => {
    const history = (log: SnapshotLog, workspace: string, own: { version?: string; account?: string } = {}): Promise<ScorePoint[]> =>
      log.history({ workspace, version: "v1", account: "acme", ...own });

    test("of one account under one version, ascending", async () => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, [row({ asOf: midnight + day, stage: "renewal" }), row(), row({ account: 1, score: 3 })]));
      await log.write(batchOf({ workspace, version: "v2" }, [row({ score: 9 })]));
      const point = { asOf: midnight, score: 61.25, band: "yellow", computedScore: 61.5, computedBand: "green", coverage: 100, stage: "adoption", model: "base" };
      expect(await history(log, workspace)).toEqual([point, { ...point, asOf: midnight + day, stage: "renewal" }]);
      expect(await history(log, workspace, { version: "v2" })).toEqual([{ ...point, score: 9 }]);
      expect(await history(log, workspace, { account: "unknown" })).toEqual([]);
    });

    test("with null for a score that can't be told", async () => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, [row({ score: Number.NaN, band: "unknown", computedScore: Number.NaN, computedBand: "unknown", mrr: Number.NaN, coverage: 0 })]));
      expect(await history(log, workspace)).toEqual([expect.objectContaining({ score: null, band: "unknown", computedScore: null, computedBand: "unknown", coverage: 0 })]);
    });

    test.each([0, 100, 100 / 3, 1e-300])("with the score %d exactly", async (score) => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, [row({ score })]));
      expect((await history(log, workspace))[0]?.score).toBe(score);
    });

    test("with what was written last of a midnight", async () => {
      const { log, workspace } = open();
      for (const score of [1, 2, 3]) await log.write(batchOf({ workspace }, [row({ score }), row({ asOf: midnight + day, score: 10 * score })]));
      expect((await history(log, workspace)).map(({ score }) => score)).toEqual([3, 30]);
    });

    test("of midnights only", async () => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, [row()]));
      await log.write(batchOf({ workspace, isMidnight: false }, [row({ asOf: midnight + 3_600_000 })]));
      expect((await history(log, workspace)).map(({ asOf }) => asOf)).toEqual([midnight]);
    });

    test("of nothing, after nothing was written", async () => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace }, []));
      expect(await history(log, workspace)).toEqual([]);
    });

    test("without what was cleared, and with what was written after that", async () => {
      const { log, workspace } = open();
      const other = open();
      await log.write(batchOf({ workspace }, [row(), row({ asOf: midnight + day })]));
      await log.write(batchOf({ workspace, version: "v2" }, [row()]));
      await other.log.write(batchOf({ workspace: other.workspace }, [row()]));
      await log.clear(workspace, "v1");
      expect(await history(log, workspace)).toEqual([]);
      await log.write(batchOf({ workspace }, [row({ score: 7 })]));
      expect((await history(log, workspace)).map(({ score }) => score)).toEqual([7]);
      expect(await history(log, workspace, { version: "v2" })).toHaveLength(1);
      expect(await history(other.log, other.workspace)).toHaveLength(1);
    });

    test.each(oddTexts)("of the account, version, stage and model %j", async (text) => {
      const { log, workspace } = open();
      await log.write(batchOf({ workspace, version: text, accounts: [text] }, [row({ stage: text, model: text })]));
      expect(await history(log, workspace, { version: text, account: text })).toEqual([expect.objectContaining({ stage: text, model: text })]);
    });
  });

  describe(`${name} gives the steps`, () => {
    const steps = ({ log, workspace }: ReturnType<typeof open>, own: { account?: string; from?: number; to?: number } = {}): ReturnType<SnapshotLog["bandSteps"]> =>
      log.bandSteps({ workspace, version: "v1", from: midnight, to: midnight + 9 * day, ...own });
    const life = (account: number, ...bands: readonly SnapshotRow["band"][]): SnapshotRow[] => bands.map((band, place) => row({ account, band, asOf: midnight + place * day, score: 50 + place }));

    test("from one midnight to the next with another band, of all accounts or of one", async () => {
      const opened = open();
      await opened.log.write(batchOf(opened, [...life(0, "green", "green", "red"), ...life(1, "unknown", "green", "yellow")]));
      await opened.log.write(batchOf({ ...opened, version: "v2" }, life(0, "green", "red")));
      await opened.log.write(batchOf({ ...opened, isMidnight: false }, [row({ band: "red", asOf: midnight + 1 })]));
      const found = (await steps(opened)).map(({ account, from, to }) => [account, from.asOf, from.band, to.asOf, to.band]);
      const ofAcme = ["acme", midnight + day, "green", midnight + 2 * day, "red"];
      expect(found).toHaveLength(3);
      expect(new Set(found)).toEqual(new Set([ofAcme, ["globex", midnight, "unknown", midnight + day, "green"], ["globex", midnight + day, "green", midnight + 2 * day, "yellow"]]));
      const [one, ...others] = await steps(opened, { account: "acme" });
      expect(others).toEqual([]);
      expect(one).toEqual({
        account: "acme",
        from: { asOf: midnight + day, score: 51, band: "green", stage: "adoption", model: "base", states: Uint8Array.of(0, 1), values: Float64Array.of(0.5, Number.NaN), computedScore: 61.5, mean: 0.1 + 0.2 },
        to: { asOf: midnight + 2 * day, score: 52, band: "red", stage: "adoption", model: "base", states: Uint8Array.of(0, 1), values: Float64Array.of(0.5, Number.NaN), computedScore: 61.5, mean: 0.1 + 0.2 },
      });
    });

    test("after the beginning and up to the end, of what was written last", async () => {
      const opened = open();
      await opened.log.write(batchOf(opened, life(0, "green", "red", "red", "yellow")));
      expect(await steps(opened, { from: midnight + day, to: midnight + 2 * day })).toEqual([]);
      expect(await steps(opened, { from: midnight + 2 * day, to: midnight + 3 * day })).toMatchObject([{ from: { band: "red" }, to: { band: "yellow" } }]);
      await opened.log.write(batchOf(opened, life(0, "red", "red", "red", "red")));
      expect(await steps(opened)).toEqual([]);
    });
  });
}
