import * as fc from "fast-check";
import type { MeasureRequest } from "../../../src/engine/ports.ts";
import type { Fact } from "../../../src/events/fact.ts";
import { scenario } from "../scenario.ts";
import { accountId } from "./ids.ts";
import { packMetrics } from "./pack.ts";
import { maybe, quarters } from "./pick.ts";
import { story } from "./story.ts";
import { asOf, moment, place } from "./time.ts";

/** A small company's log, a pack of metrics, and what is asked of them. */
export interface World {
  readonly facts: readonly Fact[];
  readonly request: Omit<MeasureRequest, "workspace">;
}

/** Rates into EUR for dollars only; CHF never has one. */
const rates = fc.array(fc.tuple(moment, quarters(0, 3)), { maxLength: 3 });

export const world: fc.Arbitrary<World> = fc
  .record({
    place,
    story,
    metrics: packMetrics,
    instants: fc.array(asOf, { minLength: 1, maxLength: 4 }),
    knownAt: maybe(40, moment),
    accounts: maybe(15, fc.uniqueArray(accountId, { minLength: 1, maxLength: 3 })),
    rates,
  })
  .map(({ place, story, metrics, instants, knownAt, accounts, rates }) => {
    const { facts, instant } = scenario(place, story);
    const dated = new Map(rates.map(([from, rate]) => [instant(from), rate]));
    return {
      facts,
      request: {
        metrics,
        zone: place.zone,
        currency: "EUR",
        rates: { USD: [...dated].toSorted(([a], [b]) => a - b) },
        instants: [...new Set(instants.map(instant))].toSorted((a, b) => a - b),
        ...(knownAt && { knownAt: instant(knownAt) }),
        ...(accounts && { accounts }),
      },
      [fc.toStringMethod]: () => "the world described below",
    };
  });
