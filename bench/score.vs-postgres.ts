import type { Bench } from "./bench.ts";
import { against } from "./other-engines/compared.ts";
import { lackingPostgres, openPostgres } from "./other-engines/postgres.ts";

export const bench: Bench = {
  lacking: lackingPostgres,
  run: (options) => against({ open: openPostgres, leastInstant: 5, leastHistory: 30, daysARound: 2 }, options),
};
