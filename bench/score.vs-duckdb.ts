import type { Bench } from "./bench.ts";
import { against } from "./other-engines/compared.ts";
import { openDuckDb } from "./other-engines/duckdb.ts";

export const bench: Bench = {
  // Ours may take 1.3 times as long for one instant.
  run: (options) => against({ open: openDuckDb, leastInstant: 1 / 1.3, leastHistory: 3, daysARound: 18 }, options),
};
