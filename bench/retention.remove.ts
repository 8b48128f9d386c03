import type { Removal } from "../src/engine/retention/ports.ts";
import { reachOf } from "../src/engine/retention/reach.ts";
import { dayMs } from "../src/lib/zone.ts";
import type { ClickHouseStore } from "../src/storage/clickhouse/store.ts";
import { type Bench, millisecondsOf, rounded } from "./bench.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, workspace, yearBegin } from "./simulated-events.ts";

const mostWaitMs = 1000;
/** What stays is looked for in every piece. */
const mostTimes = 25;
const days = 120;

const countBefore = async ({ clickHouse }: ClickHouseStore, before: number): Promise<number> =>
  (await clickHouse.rows<{ n: number }>({ name: "old bench events", text: "SELECT toUInt32(count()) AS n FROM events WHERE time < fromUnixTimestamp64Milli({before:Int64})", parameters: { before } }))[0]?.n ?? 0;

/** The same without asking what stays: one statement that marks, one that takes the bytes away. */
async function bareDelete(store: ClickHouseStore, before: number): Promise<void> {
  const limits = { seconds: 600 };
  await store.clickHouse.command({ name: "delete bench events", text: "DELETE FROM events WHERE time < fromUnixTimestamp64Milli({before:Int64})", parameters: { before }, limits });
  await store.clickHouse.command({ name: "apply the delete of bench events", text: "ALTER TABLE events APPLY DELETED MASK SETTINGS mutations_sync = 2", limits });
}

/** What a rule of retention costs on a large log: for how long live events wait for a piece of it, and how long all of it takes. Its data are made anew each time. */
export const bench: Bench = {
  async run({ quick }) {
    const store = await openSimulatedEvents(quick ? { events: 500_000, accounts: 201 } : { events: 5_000_000, accounts: 2001 });
    try {
      const removal: Removal = { workspace, before: { usage: yearBegin + days * dayMs }, reach: reachOf(scorer.measured) };
      let [longestMs, pieces, gone] = [0, 0, 0];
      const ms = await millisecondsOf(async () => {
        const counts = await store.retention.remove(removal, async (piece) => {
          longestMs = Math.max(longestMs, await millisecondsOf(piece));
          pieces += 1;
        });
        gone = counts.usage ?? 0;
      });
      if (gone === 0) throw new Error("nothing was old");
      const before = yearBegin + 2 * days * dayMs;
      const rest = await countBefore(store, before);
      const bareMs = await millisecondsOf(() => bareDelete(store, before));
      const [each, bareEach] = [ms / gone, bareMs / rest];
      return [
        { name: "the longest that live events wait for a piece of what is removed", value: rounded(longestMs, 0), unit: "ms", target: `under ${mostWaitMs}`, ok: longestMs < mostWaitMs, runs: 1, note: `${pieces} pieces` },
        { name: `${days} days of events removed, but for what scores of today are told from, against deleting as many rows by their time`, value: rounded(each / bareEach), unit: "times", target: `at most ${mostTimes}, for each row`, ok: each <= mostTimes * bareEach, runs: 1, note: `${gone.toLocaleString("en")} rows in ${rounded(ms / 1000, 1)} s, against ${rest.toLocaleString("en")} in ${rounded(bareMs / 1000, 1)} s` },
      ];
    } finally {
      await store.close();
    }
  },
};
