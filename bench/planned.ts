import { performance } from "node:perf_hooks";
import { scoreBoth } from "../src/engine/score-both.ts";
import type { Pack } from "../src/pack/schema.ts";
import { rejudge } from "../src/scores/band-moves.ts";
import { type BenchOptions, type Figure, medianOf, rounded } from "./bench.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, sizeOf, workspace, yearBegin, yearEnd } from "./simulated-events.ts";

export const running = scorer.pack;

interface Planned {
  readonly what: string;
  readonly after: Pack;
  readonly mostSeconds: number;
}

/** What `bellwether plan` does between reading two packs and printing. */
export async function planned({ what, after, mostSeconds }: Planned, options: BenchOptions): Promise<Figure[]> {
  const size = sizeOf(options);
  const store = await openSimulatedEvents(size);
  try {
    const seconds: number[] = [];
    let moved = 0;
    for (let run = 0; run < 3; run += 1) {
      const started = performance.now();
      const both = await scoreBoth(store, { workspace, before: running, after, from: yearBegin, asOf: yearEnd }, () => {});
      const [before, now] = [both.before, both.after].map((scored) => scored.map(({ account, name, snapshot: { score, band, coverage }, standing: { mrr } }) => ({ account, name, score, band, coverage, mrr })));
      const found = rejudge(before ?? [], now ?? []);
      seconds.push((performance.now() - started) / 1000);
      if (found.accounts !== size.accounts || found.score.stays === found.accounts) throw new Error(`${found.accounts} accounts were compared, and ${found.score.stays} stayed`);
      moved = found.moves.length;
    }
    const value = medianOf(seconds);
    return [{
      name: `${what}: ${size.accounts.toLocaleString("en")} accounts scored by both packs and compared, ${size.events.toLocaleString("en")} events`,
      value: rounded(value), unit: "s", target: `under ${mostSeconds} s`, ok: value < mostSeconds, runs: seconds.length,
      note: `${seconds.map((one) => one.toFixed(2)).join(", ")} s; ${moved.toLocaleString("en")} accounts change band`,
    }];
  } finally {
    await store.close();
  }
}
