import { expect, test } from "vitest";
import { packSchema } from "../../pack/schema.ts";
import { compileScorer } from "../scorer.ts";
import { withoutPulse } from "../../pack/without-pulse.ts";
import { pastWithoutOpinions } from "./without-people.ts";

const scale = { worst: 0, best: 1 };
const pack = packSchema.parse({
  pack: { id: "a", name: "A", timezone: "UTC", currency: "EUR" },
  segments: { key: { when: { trait: "plan", is: "key" } } },
  metrics: {
    logins: { kind: "count", window: "30d" },
    pulse: { kind: "pulse" },
    mood: { kind: "formula", formula: { multiply: ["pulse", 2] } },
  },
  model: {
    categories: {
      product: { weight: 60, metrics: { logins: { weight: 1, scale }, mood: { weight: 1, scale } } },
      people: { weight: 40, metrics: { pulse: { weight: 1 } } },
    },
    variants: [{ segment: "key", categories: { product: { metrics: { logins: { weight: 3 }, mood: { weight: 2 } } }, people: { weight: 80, metrics: { pulse: { weight: 2 } } } } }],
  },
});

test("the model without pulses holds nothing that rests on one, in variants neither, and can be scored", () => {
  const { model, metrics } = withoutPulse(pack);
  expect(Object.keys(metrics)).toEqual(["logins", "pulse", "mood"]);
  expect(Object.entries(model.categories).map(([id, category]) => [id, Object.keys(category.metrics)])).toEqual([["product", ["logins"]]]);
  expect(model.variants[0]?.categories).toEqual({ product: { metrics: { logins: { weight: 3 } } } });
  expect(() => compileScorer(withoutPulse(pack))).not.toThrow();
});

test("adjustments and overrides are taken away, contracts stay", () => {
  const event = (name: string) => ({ type: "event" as const, account: "acme", user: "", name, time: 1, knownAt: 1, messageId: name, source: "people", properties: {} });
  const log = { account: "acme", born: 0, traits: [], events: ["contract_changed", "adjustment_set", "override_set"].map(event) };
  const past = { logs: new Map([["acme", log]]) } as unknown as Parameters<typeof pastWithoutOpinions>[0];
  expect(pastWithoutOpinions(past).logs.get("acme")?.events.map(({ name }) => name)).toEqual(["contract_changed"]);
});
