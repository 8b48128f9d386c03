import { type Bench, compare, rounded } from "./bench.ts";
import { measureAt } from "./seven-metrics/pack.ts";
import { queryByHand, rawValuesByHand, requireEqual } from "./seven-metrics/raw-values.ts";
import { scoreInstant } from "./seven-metrics/score.ts";
import { openSimulatedEvents, sizeOf, yearEnd } from "./simulated-events.ts";

const most = 1.5;

export const bench: Bench = {
  async run(options) {
    const size = sizeOf(options);
    const store = await openSimulatedEvents(size);
    try {
      requireEqual(await store.measurer.measure(measureAt([yearEnd])), 0, await rawValuesByHand(store.clickHouse, yearEnd));
      const scored = await scoreInstant(store, yearEnd);
      if (scored.rows !== size.accounts) throw new Error(`${scored.rows} accounts were scored, not ${size.accounts}`);
      const { ratio, ms, referenceMs, runs } = await compare(
        () => scoreInstant(store, yearEnd),
        () => queryByHand(store.clickHouse, yearEnd),
        options.quick ? 3 : 9,
      );
      return [
        {
          name: `every account scored at one instant, against the hand-written query for its raw values: ${size.events.toLocaleString("en")} events`,
          value: rounded(ratio),
          unit: "times",
          target: `at most ${most}`,
          ok: ratio <= most,
          runs,
          note: `${rounded(ms, 0)} ms against ${rounded(referenceMs, 0)} ms; the values are equal`,
        },
      ];
    } finally {
      await store.close();
    }
  },
};
