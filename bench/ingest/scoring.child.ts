import { writeSync } from "node:fs";
import { join } from "node:path";
import { startLive } from "../../src/compose/live.ts";
import { settledMidnight } from "../../src/engine/evaluate/calendar.ts";
import type { ScoredAccount } from "../../src/engine/score-now.ts";
import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { openPostgres } from "../../src/storage/postgres/database.ts";
import { scorer } from "../seven-metrics/pack.ts";
import { workspace } from "../simulated-events.ts";
import { openLogger } from "../../src/cli/logger.ts";

/**
 * The process that is measured: it takes events, loads them and scores, as `bellwether serve` does. Says at what
 * millisecond it could be asked for which accounts' scores, and how many events each of these had in it.
 */
const [directory = ""] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const openStore = () => openClickHouse({ directory });
const events = scorer.metricIds.indexOf("events");

// As if it had been scored every day: the past is another bench's business.
const store = await openStore();
const now = Date.now();
await store.cursors.write(workspace, "bench", { through: settledMidnight(now, scorer.pack.pack.timezone), storedBy: now });
await store.close();

const counted = ({ account, row }: ScoredAccount): string => `${Number(account.slice(8))}:${row.values[row.offset + events]}`;
const standings = {
  replace: (_workspace: string, accounts: readonly ScoredAccount[]): void => say(`scored ${Date.now()} ${accounts.map(counted).join(" ")}`),
  remove: (): void => {},
  follow: (): void => {},
};
const server = await startLive(
  {
    directory, workspace, openStore,
    clock: Date.now,
    openPostgres: () => openPostgres({ directory: join(directory, "postgres") }, () => {}),
    report: (line) => say(`report ${line}`), log: openLogger({ level: "info", write: () => {}, clock: Date.now, forPeople: false }),
    onBroken: () => process.exit(70),
    scoring: { running: { pack: scorer.pack, version: "bench", scorer }, visibleMs: 0, standings },
  },
  { host: "127.0.0.1", port: 0 },
);
say(`url ${server.url}`);
process.stdin.on("data", () => say(`state ${JSON.stringify({ ...server.read(), residentBytes: process.memoryUsage.rss() })}`));
process.on("SIGTERM", () => void server.stop().then(() => process.exit(0)));
