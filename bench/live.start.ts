import { LivePortfolio } from "../src/engine/portfolio/live-portfolio.ts";
import { type LoadPorts, loadPortfolio } from "../src/engine/portfolio/load.ts";
import { Evaluator } from "../src/engine/evaluate/evaluator.ts";
import type { RunningPack } from "../src/engine/evaluate/standings.ts";
import type { ClickHouseStore } from "../src/storage/clickhouse/store.ts";
import { hourMs } from "../src/lib/zone.ts";
import { type Bench, type BenchOptions, medianOf, millisecondsOf, processorSeconds, rounded } from "./bench.ts";
import { scorer } from "./seven-metrics/pack.ts";
import { type Size, openSimulatedEvents, sizeOf, workspace, yearEnd } from "./simulated-events.ts";

const most = 0.4;
const running: RunningPack = { pack: scorer.pack, version: "live.start", scorer };
/** The first hours after the year: what was told of it is behind every allowance. */
const now = yearEnd + 10 * hourMs;

/** Everything that scoring would have written in a year, and that it is known. */
async function scoredLive(store: ClickHouseStore): Promise<void> {
  await store.snapshots.clear(workspace, running.version);
  const evaluator = new Evaluator({ ports: store, workspace, running, clock: () => now });
  await evaluator.start();
  while ((await evaluator.step()) !== undefined);
  await evaluator.stop();
}

interface Start {
  readonly ms: number;
  readonly seconds: number;
  readonly lines: string;
}

/** The first portfolio of a process, as one text. */
async function start(store: ClickHouseStore, isKept: boolean): Promise<Start> {
  const live = new LivePortfolio(running);
  const ports: LoadPorts = { ...store, clock: () => now, ...(isKept && { kept: store }) };
  const before = processorSeconds();
  let wentOn = false;
  const ms = await millisecondsOf(async () => ({ wentOn } = await loadPortfolio(ports, live, workspace)));
  const seconds = processorSeconds() - before;
  if (wentOn !== isKept) throw new Error(isKept ? "the start scored everything, though all of it is written" : "the reference went on from what is written");
  const lines = Array.from(live.rows(workspace), (row) => JSON.stringify({ ...row, sparkline: Array.from(row.sparkline ?? []) })).sort((one, other) => (one < other ? -1 : 1));
  return { ms, seconds, lines: `${lines.join("\n")}\n${JSON.stringify(live.trend(workspace)?.days())}` };
}

async function measured(store: ClickHouseStore, size: Size, { quick }: BenchOptions): ReturnType<Bench["run"]> {
  const pairs: { readonly kept: Start; readonly anew: Start }[] = [];
  for (let run = 0; run < (quick ? 2 : 3); run += 1) {
    const pair = { anew: await start(store, false), kept: await start(store, true) };
    if (pair.kept.lines !== pair.anew.lines) throw new Error("a start that goes on has another portfolio than one that scores everything");
    pairs.push(pair);
  }
  const ratio = medianOf(pairs.map(({ kept, anew }) => kept.seconds / anew.seconds));
  const of = (pick: (pair: (typeof pairs)[number]) => number): number => rounded(medianOf(pairs.map(pick)), 1);
  return [
    {
      name: `the first portfolio of a start that goes on from what was written, against one that scores everything: ${size.accounts.toLocaleString("en")} accounts, a year, ${size.events.toLocaleString("en")} events`,
      value: rounded(ratio, 3),
      unit: "times",
      target: `at most ${most}`,
      ok: ratio <= most,
      runs: pairs.length,
      note: `${of(({ kept }) => kept.seconds)} s of the processor against ${of(({ anew }) => anew.seconds)} s, by the clock ${of(({ kept }) => kept.ms / 1000)} s against ${of(({ anew }) => anew.ms / 1000)} s; every line and the year of bands are equal`,
    },
  ];
}

/** What a start with a year of data costs before the portfolio answers. Events are taken before that, as soon as it listens. */
export const bench: Bench = {
  async run(options) {
    const size = sizeOf(options);
    const store = await openSimulatedEvents(size);
    try {
      await scoredLive(store);
      return await measured(store, size, options);
    } finally {
      await store.snapshots.clear(workspace, running.version);
      await store.close();
    }
  },
};
