import { noCircumstances } from "../src/conditions/circumstances.ts";
import type { ScoringRow } from "../src/scores/card.ts";
import { compileModel } from "../src/scores/core.ts";
import { effectiveModels } from "../src/scores/effective.ts";
import { modelSchema } from "../src/scores/model.ts";
import { fromState } from "../src/metrics/value.ts";
import { referenceScore } from "../test/support/score-reference.ts";
import { type Bench, median, processorSeconds } from "./bench.ts";

const metricIds = ["level", "recency", "adoption", "outreach", "reviews", "tickets", "pulse"];

const model = modelSchema.parse({
  categories: {
    product: {
      weight: 50,
      metrics: {
        level: { weight: 40, scale: [[0, 0], [0.3, 40], [0.6, 70], [0.9, 100]] },
        recency: { weight: 40, scale: { worst: 30, best: 0 } },
        adoption: { weight: 20, scale: [[0, 0], [0.2, 40], [0.5, 70], [0.8, 100]] },
      },
    },
    engagement: {
      weight: 30,
      metrics: {
        outreach: { weight: 1, scale: { worst: 60, best: 7 } },
        reviews: { weight: 1, scale: { steps: [[0, 100], [90, 60], [182, 20]] } },
        tickets: { weight: 1, scale: [[0, 100], [3, 70], [10, 0]] },
      },
    },
    sentiment: { weight: 20, metrics: { pulse: { weight: 1 } } },
  },
  adjustments: [
    { id: "no_review", when: { metric: "reviews", over: 182 }, multiply: 0.8, reason: "No review with the sponsor in six months" },
    { id: "silent", when: { all: [{ metric: "recency", over: 14 }, { score: "product", under: 40 }] }, cap: 50, reason: "Nobody came for two weeks" },
  ],
});

/** Upper ends of the raw values; one cell in ten is missing. A small generator keeps every run alike. */
const highest = [1, 40, 1, 90, 365, 15, 100];
function columns(rows: number): { values: Float64Array; states: Uint8Array } {
  const values = new Float64Array(rows * metricIds.length);
  const states = new Uint8Array(values.length);
  let seed = 1;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let cell = 0; cell < values.length; cell += 1) {
    const there = random() >= 0.1;
    states[cell] = there ? 0 : 1;
    values[cell] = there ? random() * (highest[cell % metricIds.length] as number) : Number.NaN;
  }
  return { values, states };
}

export const bench: Bench = {
  async run({ quick }) {
    const rows = quick ? 100_000 : 500_000;
    const { values, states } = columns(rows);
    const effective = effectiveModels(model)({ segments: new Map() });
    const compiled = compileModel(effective, metricIds);
    const card = compiled.card();
    const row = { values, states, offset: 0, circumstances: noCircumstances, asOf: 0, people: [] } satisfies ScoringRow;
    let sum = 0;
    const core = (): number => {
      const started = processorSeconds();
      for (let index = 0; index < rows; index += 1) {
        row.offset = index * metricIds.length;
        compiled.score(row, card);
        sum += card.score;
      }
      return rows / (processorSeconds() - started);
    };
    const plainRows = Math.ceil(rows / 50);
    const plain = (): number => {
      const started = processorSeconds();
      for (let index = 0; index < plainRows; index += 1) {
        const found = metricIds.map((id, slot) => {
          const cell = index * metricIds.length + slot;
          return [id, fromState(states[cell] as number, values[cell] as number)] as const;
        });
        sum += referenceScore(effective, Object.fromEntries(found)).coverage;
      }
      return plainRows / (processorSeconds() - started);
    };
    // The compiler needs a few hundred thousand rows to see what is hot.
    for (let warmed = 0; warmed < 500_000; warmed += rows) core();
    plain();
    const perSecond = await median(core);
    const ratio = perSecond / (await median(plain));
    if (Number.isNaN(sum)) throw new Error("a row without a single present value was scored; the generator is wrong");
    return [
      {
        name: "account-scores per second of one core: 7 metrics, 3 categories, 2 adjustments",
        value: Math.round(perSecond),
        unit: "1/s",
        target: "at least 1,000,000",
        ok: perSecond >= 1_000_000,
        runs: 5,
        note: `${ratio.toFixed(0)} times the same with plain objects, in the same run`,
      },
    ];
  },
};
