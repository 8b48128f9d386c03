import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dayMs } from "../src/lib/zone.ts";
import type { BenchOptions } from "./bench.ts";
import { type ClickHouseStore, openClickHouse } from "../src/storage/clickhouse/store.ts";

export const workspace = "bench";
export const yearBegin = Date.UTC(2025, 0, 1);
const yearDays = 365;
/** The midnight at which all events lie behind. */
export const yearEnd = yearBegin + yearDays * dayMs;
const names = ["login", "report_viewed", "import_run", "export_run", "dashboard_opened", "api_called", "comment_added", "share_sent"];

export interface Size {
  readonly events: number;
  readonly accounts: number;
  /** 365 when absent. */
  readonly days?: number;
}

/** Where the benches keep what takes long to make. */
export const benchFolder = fileURLToPath(new URL("../data/bench", import.meta.url));
export const nameOf = ({ events, accounts, days = yearDays }: Size): string => `${events}-${accounts}${days === yearDays ? "" : `-${days}`}`;

export const sizeOf = ({ quick }: BenchOptions): Size => (quick ? { events: 500_000, accounts: 2000 } : { events: 10_000_000, accounts: 20_000 });

/**
 * A year (or as many days as asked for) of events made inside the engine, so that a bench doesn't wait for them to be written one by one: accounts of
 * 5 to 24 users, users who come back on the days that are theirs, eight names. Kept between runs under `data/bench`.
 */
export async function openSimulatedEvents(size: Size): Promise<ClickHouseStore> {
  const { events, accounts, days = yearDays } = size;
  const store = await openClickHouse({ directory: join(benchFolder, nameOf(size)) });
  const [row] = await store.clickHouse.rows<{ events: number }>({ name: "bench events", text: "SELECT count() AS events FROM events WHERE source = 'bench'" });
  if (row?.events === events) return store;
  await store.clickHouse.command({ name: "empty the bench events", text: "TRUNCATE TABLE events" });
  await store.clickHouse.command({
    name: "make the bench events",
    text: `INSERT INTO events (workspace, account, user, name, time, known_at, original_time, received_at, message_id, numbers, texts, attribution, source, batch_id)
SELECT {workspace:String}, concat('account-', leftPad(toString(account), 6, '0')), concat('user-', toString(account), '-', toString(user)),
  arrayElement({names:Array(String)}, 1 + picked % 8),
  fromUnixTimestamp64Milli(toInt64({first:Int64}) + toInt64(day) * {dayMs:Int64} + toInt64(picked % {dayMs:Int64})) AS at, at, at, at,
  toString(number), map('rows', toFloat64(picked % 100)), map('plan', 'pro'), 'explicit', 'bench', 'bench'
FROM
(
  SELECT number, sipHash64(number, 1) % {accounts:UInt32} AS account, sipHash64(number, 2) % (5 + account % 20) AS user,
    sipHash64(number, 3) AS picked,
    -- Three times out of four one of a user's 60 own days, else any day.
    if(sipHash64(number, 4) % 4 > 0, sipHash64(account, user, sipHash64(number, 5) % 60), sipHash64(number, 6)) % {days:UInt32} AS day
  FROM numbers_mt({events:UInt64})
)`,
    parameters: { workspace, names, first: yearBegin, dayMs, days, events, accounts },
    limits: { seconds: 600, memoryBytes: 8_000_000_000 },
  });
  await store.clickHouse.command({
    name: "name the bench events",
    text: "INSERT INTO event_names SELECT workspace, name, min(time) FROM events GROUP BY workspace, name",
  });
  await store.clickHouse.command({ name: "merge the bench events", text: "OPTIMIZE TABLE events FINAL", limits: { seconds: 600, memoryBytes: 8_000_000_000 } });
  return store;
}
