import { writeSync } from "node:fs";
import { join } from "node:path";
import { startLive } from "../../src/compose/live.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { type ClickHouseStore, openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openLogger } from "../../src/cli/logger.ts";

/** The process that is measured: everything embedded, as `bellwether serve` runs it. Says its state when it is asked for it; `readers 3` makes so many read beside. */
const [directory = ""] = process.argv.slice(2);
const cpuMicroseconds = (): number => process.cpuUsage().user + process.cpuUsage().system;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const reading: { store: ClickHouseStore | undefined; readers: number; reads: number } = { store: undefined, readers: 0, reads: 0 };

/** Asks for users of fifty accounts, as somebody does who looks at scores, until there are to be fewer readers. */
async function read(place: number): Promise<void> {
  while (reading.store && place < reading.readers) {
    const accounts = Array.from({ length: 50 }, (_, index) => `account-${(reading.reads * 50 + index) % 2003}`);
    await reading.store.clickHouse.rows({ name: "bench reader", text: "SELECT account, uniqExact(user) AS users FROM events WHERE workspace = 'main' AND account IN {accounts:Array(String)} GROUP BY account", parameters: { accounts } });
    reading.reads += 1;
  }
}

function beReaders(count: number): void {
  Object.assign(reading, { readers: count, reads: 0 });
  for (let place = 0; place < count; place += 1) void read(place);
}

const server = await startLive(
  { directory, workspace: "main", clock: Date.now, openStore: async () => (reading.store = await openClickHouse({ directory })), openPostgres: () => openPostgres({ directory: join(directory, "postgres") }, () => {}), report: (line) => say(`report ${line}`), log: openLogger({ level: "info", write: () => {}, clock: Date.now, forPeople: false }), onBroken: () => process.exit(70) },
  { host: "127.0.0.1", port: 0 },
);
say(`url ${server.url}`);
process.stdin.on("data", (asked: Buffer) => {
  const count = /readers (\d+)/.exec(asked.toString())?.[1];
  if (count !== undefined) beReaders(Number(count));
  say(`state ${JSON.stringify({ ...server.read(), reads: reading.reads, residentBytes: process.memoryUsage.rss(), cpuMicroseconds: cpuMicroseconds() })}`);
});
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
