import { type Bench, millisecondsOf, medianOf, peakBytes, processorSeconds, rounded } from "./bench.ts";
import { scoreHistory } from "../src/engine/history.ts";
import type { ClickHouseStore } from "../src/storage/clickhouse/store.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, sizeOf, workspace, yearBegin, yearEnd } from "./simulated-events.ts";

const least = 300_000;
const mostGigabytes = 1.5;

/** What the rows of the year are copied into: the same columns, no key to sort by, nothing computed. */
const bareTable = "bare_snapshots";

export const bench: Bench = {
  async run(options) {
    const store = await openSimulatedEvents(sizeOf(options));
    try {
      const runs = options.quick ? 1 : 5;
      const perSecond: number[] = [];
      const perCoreSecond: number[] = [];
      const ratios: number[] = [];
      let accountDays = 0;
      let peak = 0;
      for (let run = 0; run < runs; run += 1) {
        await store.clickHouse.command({ name: "empty the snapshots", text: "TRUNCATE TABLE snapshots" });
        const before = processorSeconds();
        const ms = await millisecondsOf(async () => (accountDays = await scoreYear(store)));
        perCoreSecond.push(accountDays / (processorSeconds() - before));
        // Of the first run alone: the bare insert behind it is the engine's own memory, not the history's.
        if (run === 0) peak = peakBytes();
        const bareMs = await bareInsert(store);
        perSecond.push((accountDays / ms) * 1000);
        ratios.push(ms / bareMs);
      }
      const [speed, gigabytes] = [medianOf(perSecond), peak / 1e9];
      return [
        {
          name: `account-days scored and written per second, of ${accountDays.toLocaleString("en")}`,
          value: Math.round(speed),
          unit: "1/s",
          target: `at least ${least.toLocaleString("en")}`,
          ok: speed >= least,
          runs,
          note: `${rounded(medianOf(ratios), 1)} times a bare insert of the same rows; ${Math.round(medianOf(perCoreSecond)).toLocaleString("en")} for each second of one core's time`,
        },
        {
          name: "most memory held while a year is scored",
          value: rounded(gigabytes),
          unit: "GB",
          target: `at most ${mostGigabytes}`,
          ok: gigabytes <= mostGigabytes,
          runs: 1,
        },
      ];
    } finally {
      await store.clickHouse.command({ name: "empty the snapshots", text: "TRUNCATE TABLE snapshots" });
      await store.clickHouse.command({ name: "drop the copy", text: `DROP TABLE IF EXISTS ${bareTable}` });
      await store.close();
    }
  },
};

async function scoreYear({ measurer, accounts, snapshots }: ClickHouseStore): Promise<number> {
  const request = { workspace, scorer, version: "bench", from: yearBegin + 1, to: yearEnd, knownAt: yearEnd };
  const { accountDays } = await scoreHistory({ measurer, accounts, snapshots }, request, () => {});
  return accountDays;
}

/** As many rows of the same columns, from one table into another within the engine. */
async function bareInsert({ clickHouse }: ClickHouseStore): Promise<number> {
  const setup = [`DROP TABLE IF EXISTS ${bareTable}`, `CREATE TABLE ${bareTable} AS snapshots ENGINE = MergeTree ORDER BY tuple()`];
  for (const text of setup) await clickHouse.command({ name: "make room for a copy", text });
  return await millisecondsOf(() => clickHouse.command({ name: "bare insert", text: `INSERT INTO ${bareTable} SELECT * FROM snapshots` }));
}
