import { type Bench, compare, rounded } from "./bench.ts";
import type { Measurements } from "../src/engine/ports.ts";
import { type Instant, midnightsBetween } from "../src/lib/zone.ts";
import type { ClickHouseStore } from "../src/storage/clickhouse/store.ts";
import { measureAt } from "./seven-metrics/pack.ts";
import { openSimulatedEvents, sizeOf, yearBegin, yearEnd } from "./simulated-events.ts";

const most = 12;

export const bench: Bench = {
  async run(options) {
    const size = sizeOf(options);
    const instants = midnightsBetween(yearBegin + 1, yearEnd, "UTC");
    const store = await openSimulatedEvents(size);
    try {
      await requireSampledDays(store, instants);
      const { ratio, ms, referenceMs, runs } = await compare(
        () => measureAll(store, instants),
        () => store.measurer.measure(measureAt([yearEnd])),
        options.quick ? 3 : 5,
      );
      return [
        {
          name: `raw values of every account on ${instants.length} days, against those of one instant`,
          value: rounded(ratio),
          unit: "times",
          target: `at most ${most}`,
          ok: ratio <= most,
          runs,
          note: `${rounded(ms, 0)} ms against ${rounded(referenceMs, 0)} ms; ${samples} days measured alone are equal`,
        },
      ];
    } finally {
      await store.close();
    }
  },
};

async function measureAll(store: ClickHouseStore, instants: readonly Instant[]): Promise<void> {
  for await (const slice of store.measurer.measureSlices(measureAt(instants))) void slice.values.length;
}

const samples = 5;

/** Days at the beginning, where windows reach before the first event, and spread over the year. */
async function requireSampledDays(store: ClickHouseStore, instants: readonly Instant[]): Promise<void> {
  const sampled = Array.from({ length: samples }, (_, index) => Math.floor(((index + 0.2) * instants.length) / samples));
  const alone: Measurements[] = [];
  for (const instant of sampled) alone.push(await store.measurer.measure(measureAt([instants[instant] as Instant])));
  const places = alone.map(({ accounts }) => new Map(accounts.map((account, place) => [account, place])));
  for await (const slice of store.measurer.measureSlices(measureAt(instants))) {
    sampled.forEach((instant, index) => requireEqual({ slice, instant, alone: alone[index] as Measurements, places: places[index] as ReadonlyMap<string, number> }));
  }
}

interface Sampled {
  readonly slice: Measurements;
  readonly instant: number;
  readonly alone: Measurements;
  readonly places: ReadonlyMap<string, number>;
}

function requireEqual({ slice, instant, alone, places }: Sampled): void {
  const { accounts, instants, metricIds, values, states, born } = slice;
  const asOf = instants[instant] as Instant;
  accounts.forEach((account, place) => {
    if (asOf <= (born[place] as number)) return;
    const row = places.get(account);
    if (row === undefined) throw new Error(`${account} isn't there when ${new Date(asOf).toISOString()} is measured alone`);
    metricIds.forEach((metric, slot) => {
      const [here, there] = [(place * instants.length + instant) * metricIds.length + slot, row * metricIds.length + slot];
      if (Object.is(values[here], alone.values[there]) && states[here] === alone.states[there]) return;
      throw new Error(`${metric} of ${account} at ${new Date(asOf).toISOString()} is ${values[here]}, and ${alone.values[there]} when that day is measured alone`);
    });
  });
}
