import { openClickHouse } from "../../src/storage/clickhouse/store.ts";

// Opens a data directory and holds it until it is killed.
const [directory = ""] = process.argv.slice(2);
const store = await openClickHouse({ directory });
process.stdout.write("open\n");
setInterval(() => void store, 60_000);
