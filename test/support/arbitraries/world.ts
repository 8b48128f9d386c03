import * as fc from "fast-check";
import type { MeasureRequest } from "../../../src/engine/ports.ts";
import type { Fact } from "../../../src/events/fact.ts";
import { type Moment, day, scenario } from "../scenario.ts";
import { accountId } from "./ids.ts";
import { packMetrics } from "./pack.ts";
import { maybe, pick, quarters } from "./pick.ts";
import { story } from "./story.ts";
import { asOf, moment, place } from "./time.ts";

/** A small company's log, a pack of metrics, and what is asked of them. */
export interface World {
  readonly facts: readonly Fact[];
  readonly request: Omit<MeasureRequest, "workspace">;
}

/** Rates into EUR for dollars only; CHF never has one. */
const rates = fc.array(fc.tuple(moment, quarters(0, 3)), { maxLength: 3 });

/** Any instants, near the odd day. */
const moments = fc.array(asOf, { minLength: 1, maxLength: 4 });

/** Local midnights of some weeks around the odd day: mostly every day, now and then with days left out. */
const midnights = fc
  .tuple(fc.integer({ min: -45, max: 2 }), fc.integer({ min: 1, max: 40 }), pick([1], [2, 7]))
  .map(([first, length, step]) => Array.from({ length: Math.ceil(length / step) }, (_, place) => day(first + place * step)));

/** Worlds that are measured at a few moments. */
export const world: fc.Arbitrary<World> = worldAt(moments);

/** Worlds that are measured at many midnights, as history is. */
export const worldOfMidnights: fc.Arbitrary<World> = worldAt(midnights);

function worldAt(instants: fc.Arbitrary<Moment[]>): fc.Arbitrary<World> {
  return fc
    .record({
      place,
      story,
      metrics: packMetrics,
      instants,
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
}
