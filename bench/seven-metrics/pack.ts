import { fileURLToPath } from "node:url";
import { readPackFolder } from "../../src/cli/pack-folder.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import type { MeasureRequest } from "../../src/engine/ports.ts";
import type { Instant } from "../../src/lib/zone.ts";
import { parsePack } from "../../src/pack/parse.ts";
import { workspace } from "../simulated-events.ts";

const { pack, problems } = parsePack(readPackFolder(fileURLToPath(new URL("pack.yaml", import.meta.url))).files);
if (!pack) throw new Error(`the pack of the benches has problems: ${problems.map(({ message }) => message).join("; ")}`);

export const scorer = compileScorer(pack);

/** The measurement of all seven metrics for every account. */
export const measureAt = (instants: readonly Instant[]): MeasureRequest => ({
  workspace,
  metrics: scorer.pack.metrics,
  zone: scorer.pack.pack.timezone,
  currency: scorer.pack.pack.currency,
  rates: scorer.rates,
  instants,
});
