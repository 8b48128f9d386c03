import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateInstant, dayMs } from "../lib/zone.ts";
import { type Band, type BandMemory, bandOf, bands, dwellLimit, nextBand, withOwnBands } from "./bands.ts";
import { type Bands, bandsSchema } from "./schema.ts";

const thresholds = bandsSchema.parse({});
const zone = "Europe/Berlin";

/** The bands of a chain of midnights, one score a day. */
function chain(scores: readonly number[], settings: Bands, start?: BandMemory, firstDay = 0): BandMemory[] {
  const found: BandMemory[] = [];
  let memory = start;
  scores.forEach((score, index) => {
    const asOf = (firstDay + index) * dayMs;
    memory = nextBand(memory, { score, asOf, dwellLimit: dwellLimit(asOf, settings, "UTC") }, settings);
    found.push(memory);
  });
  return found;
}
const colours = (scores: readonly number[], settings = thresholds): Band[] => chain(scores, settings).map(({ band }) => band);

describe("thresholds", () => {
  test.each<[number, Band]>([[0, "red"], [39.99, "red"], [40, "yellow"], [69.99, "yellow"], [70, "green"], [100, "green"], [Number.NaN, "unknown"]])(
    "%d is %s",
    (score, band) => expect(bandOf(score, thresholds)).toBe(band),
  );

  test("own thresholds inherit what they don't say", () => {
    expect(withOwnBands(thresholds, { red_below: 20 })).toEqual({ ...thresholds, red_below: 20 });
  });
});

describe("hysteresis of 3 points", () => {
  test.each<[string, number[], Band[]]>([
    ["a score that hovers at a limit keeps its band", [71, 69, 71, 67], ["green", "green", "green", "green"]],
    ["down, once it is 3 points below", [71, 66.9], ["green", "yellow"]],
    ["up, once it is 3 points above", [69, 72.9, 73], ["yellow", "yellow", "green"]],
    ["a fall through two bands goes through both", [90, 20], ["green", "red"]],
    ["a fall that is red by less than 3 points is yellow", [90, 38], ["green", "yellow"]],
    ["unknown is never held back, and nothing is remembered beyond it", [71, Number.NaN, 69], ["green", "unknown", "yellow"]],
  ])("%s", (_name, scores, expected) => {
    expect(colours(scores)).toEqual(expected);
  });
});

describe("dwell", () => {
  const slow = bandsSchema.parse({ dwell: "3d", hysteresis: 0 });
  test("a band lasts at least its dwell", () => {
    expect(colours([80, 50, 50, 50, 80, 80, 80], slow)).toEqual(["green", "green", "green", "yellow", "yellow", "yellow", "green"]);
  });

  test("unknown is not held back by it", () => {
    expect(colours([80, Number.NaN, 50], slow)).toEqual(["green", "unknown", "yellow"]);
  });

  test("a day of dwell is a local day, also when that has 23 hours", () => {
    const settings = bandsSchema.parse({ dwell: "1d" });
    const [since, asOf] = [dateInstant("2026-03-29", zone), dateInstant("2026-03-30", zone)];
    const reading = { score: 10, asOf, dwellLimit: dwellLimit(asOf, settings, zone) };
    expect(nextBand({ band: "green", since }, reading, settings).band).toBe("red");
  });
});

describe("properties of chains", () => {
  const scores = fc.array(fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) }, fc.constant(Number.NaN)), { minLength: 2, maxLength: 40 });
  const settings = fc
    .record({ red: fc.integer({ min: 0, max: 100 }), yellow: fc.integer({ min: 0, max: 100 }), hysteresis: fc.integer({ min: 0, max: 20 }), days: fc.integer({ min: 0, max: 5 }) })
    .map(({ red, yellow, hysteresis, days }): Bands => ({ red_below: Math.min(red, yellow), yellow_below: Math.max(red, yellow), hysteresis, dwell: { days } }));

  test("the same from any earlier midnight on, given only what that midnight remembers", () => {
    fc.assert(fc.property(scores, settings, fc.nat(), (list, how, cut) => {
      const whole = chain(list, how);
      const from = 1 + (cut % (list.length - 1));
      expect(chain(list.slice(from), how, whole[from - 1], from)).toEqual(whole.slice(from));
    }));
  });

  test("a colour is never further from its thresholds than the hysteresis, once it may change", () => {
    fc.assert(fc.property(scores, settings, (list, how) => {
      const still = { ...how, dwell: { days: 0 } };
      for (const [index, { band }] of chain(list, still).entries()) {
        const score = list[index] as number;
        const possible = [score, score - how.hysteresis, score + how.hysteresis].map((moved) => bands.indexOf(bandOf(moved, how)));
        expect(bands.indexOf(band)).toBeGreaterThanOrEqual(Math.min(...possible));
        expect(bands.indexOf(band)).toBeLessThanOrEqual(Math.max(...possible));
      }
    }));
  });

  test("a band lasts its dwell, unless it becomes or was unknown", () => {
    fc.assert(fc.property(scores, settings, (list, how) => {
      const found = chain(list, how);
      for (const [index, memory] of found.entries()) {
        const before = found[index - 1];
        if (before === undefined || memory.since === before.since || memory.band === "unknown" || before.band === "unknown") continue;
        expect(memory.since - before.since).toBeGreaterThanOrEqual((how.dwell as { days: number }).days * dayMs);
      }
    }));
  });
});
