import { type Instant, dayMs } from "../../src/lib/zone.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { type BenchOptions, type Figure, compare, medianOf, millisecondsOf, rounded } from "../bench.ts";
import { measureAt } from "../seven-metrics/pack.ts";
import { requireEqual } from "../seven-metrics/raw-values.ts";
import { nameOf, openSimulatedEvents, sizeOf, yearEnd } from "../simulated-events.ts";
import type { OtherEngine } from "./engine.ts";

export interface Against {
  readonly open: (store: ClickHouseStore, name: string) => Promise<OtherEngine>;
  /** How often the other's time for one instant must fit into ours, at least. */
  readonly leastInstant: number;
  readonly leastHistory: number;
  /** How many of the 90 days the other engine runs in each round; the rest is scaled up. */
  readonly daysARound: number;
}

const historyDays = 90;
const history = Array.from({ length: historyDays }, (_, day) => yearEnd - (historyDays - 1 - day) * dayMs);

/** One instant, and the days of a quarter: by us, and by the textbook query of another engine, once for each day. */
export async function against({ open, ...wanted }: Against, options: BenchOptions): Promise<Figure[]> {
  const size = sizeOf(options);
  const store = await openSimulatedEvents(size);
  try {
    const other = await open(store, nameOf(size));
    try {
      await requireSameValues(store, other);
      const runs = options.quick ? 3 : 5;
      return [await oneInstant({ store, other, runs }, wanted), await manyDays({ store, other, runs }, wanted)];
    } finally {
      await other.close();
    }
  } finally {
    await store.close();
  }
}

interface Both {
  readonly store: ClickHouseStore;
  readonly other: OtherEngine;
  readonly runs: number;
}

async function requireSameValues(store: ClickHouseStore, other: OtherEngine): Promise<void> {
  const sampled = [0, 44, historyDays - 1];
  const raw = await Promise.all(sampled.map((day) => other.rawValues(history[day] as Instant)));
  requireEqual(await store.measurer.measure(measureAt([yearEnd])), 0, raw.at(-1) as (typeof raw)[number]);
  for await (const slice of store.measurer.measureSlices(measureAt(history))) {
    sampled.forEach((day, index) => requireEqual(slice, day, raw[index] as (typeof raw)[number]));
  }
}

async function oneInstant({ store, other, runs }: Both, { leastInstant }: Omit<Against, "open">): Promise<Figure> {
  const { ratio, ms, referenceMs } = await compare(() => other.query(yearEnd), () => store.measurer.measure(measureAt([yearEnd])), runs);
  return {
    name: `raw values at one instant: time of ${other.name} over ours`,
    value: rounded(ratio),
    unit: "times",
    target: `at least ${rounded(leastInstant)}`,
    ok: ratio >= leastInstant,
    runs,
    note: `${rounded(ms, 0)} ms against our ${rounded(referenceMs, 0)} ms; values are equal to the digit`,
  };
}

async function manyDays({ store, other, runs }: Both, { leastHistory, daysARound }: Omit<Against, "open">): Promise<Figure> {
  const ratios: number[] = [];
  for (let round = 0; round < runs; round += 1) {
    const ours = await millisecondsOf(() => measureHistory(store));
    // Other days in each round, spread over the quarter.
    const days = Array.from({ length: daysARound }, (_, index) => history[(Math.floor((index * historyDays) / daysARound) + round) % historyDays] as Instant);
    const theirs = await millisecondsOf(async () => {
      for (const day of days) await other.query(day);
    });
    ratios.push((theirs * historyDays) / daysARound / ours);
  }
  const ratio = medianOf(ratios);
  return {
    name: `raw values on ${historyDays} days: ${other.name} run once for each day, over ours`,
    value: rounded(ratio, 1),
    unit: "times",
    target: `at least ${leastHistory}`,
    ok: ratio >= leastHistory,
    runs,
    note: `extrapolated: each round runs ${daysARound} of the ${historyDays} days there, and all of them here`,
  };
}

async function measureHistory(store: ClickHouseStore): Promise<void> {
  for await (const slice of store.measurer.measureSlices(measureAt(history))) void slice.accounts;
}
