import { writeSync } from "node:fs";
import { join } from "node:path";
import { startLive } from "../../src/compose/live.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openLogger } from "../../src/cli/logger.ts";

/** The process that is measured: everything embedded, as `bellwether serve` runs it. Says its state when it is asked for it. */
const [directory = ""] = process.argv.slice(2);
const cpuMicroseconds = (): number => process.cpuUsage().user + process.cpuUsage().system;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const server = await startLive(
  { directory, workspace: "main", clock: Date.now, openStore: () => openClickHouse({ directory }), openPostgres: () => openPostgres({ directory: join(directory, "postgres") }, () => {}), report: (line) => say(`report ${line}`), log: openLogger({ level: "info", write: () => {}, clock: Date.now, forPeople: false }), onBroken: () => process.exit(70) },
  { host: "127.0.0.1", port: 0 },
);
say(`url ${server.url}`);
process.stdin.on("data", () => say(`state ${JSON.stringify({ ...server.read(), residentBytes: process.memoryUsage.rss(), cpuMicroseconds: cpuMicroseconds() })}`));
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
