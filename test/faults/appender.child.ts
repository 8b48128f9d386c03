import { openClickHouse } from "../../src/storage/clickhouse/store.ts";
import { batchOf } from "./batches.ts";

// Appends batch after batch from the one asked for, and says of each when it was acknowledged, until it is killed.
const [directory = "", from = "0", until = "Infinity"] = process.argv.slice(2);
const store = await openClickHouse({ directory });
for (let number = Number(from); number < Number(until); number += 1) {
  await store.log.append("workspace", batchOf(number), `batch-${number}`);
  process.stdout.write(`${number}\n`);
}
await store.close();
