import { writeSync } from "node:fs";
import { join } from "node:path";
import { startLive } from "../../src/compose/live.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openLogger } from "../../src/cli/logger.ts";

/** The whole process, as it serves; to be killed. Says its URL and everything that it reports. */
const [directory = ""] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const server = await startLive(
  {
    directory,
    workspace: "main",
    clock: Date.now,
    openStore: () => openClickHouse({ directory }),
    openPostgres: () => openPostgres({ directory: join(directory, "postgres") }, () => {}),
    report: say,
    log: openLogger({ level: "info", write: (line) => void writeSync(1, line), clock: Date.now, forPeople: false }),
    onBroken: (error) => {
      say(`broken ${error.message}`);
      process.exit(70);
    },
  },
  { host: "127.0.0.1", port: 0 },
);
process.on("SIGTERM", () => {
  void server.stop().then(() => say(`stopped ${JSON.stringify(server.read())}`));
});
// Last, because whoever reads it may ask to stop at once.
say(`url ${server.url}`);
