import { describe, expect, test } from "vitest";
import { Random } from "../lib/random.ts";
import { diligenceOf, endOf, isDone, isReviewed, noteOn } from "./team.ts";

const draw = <T>(by: (random: Random) => T): T[] => Array.from({ length: 400 }, (_, place) => by(Random.seeded(`team ${place}`)));
const shareOf = (draws: readonly boolean[]): number => draws.filter(Boolean).length / draws.length;

describe("a made-up team", () => {
  test("ticks steps off when they are due, by how diligent somebody is, hardly ever before, and never twice", () => {
    const done = (due: string, state: "open" | "done" = "open"): number => shareOf(draw((random) => isDone({ due, state }, { today: "2026-03-10", diligence: 0.7, random })));
    expect(done("2026-03-10")).toBeCloseTo(0.7, 1);
    expect(done("2026-03-11")).toBeLessThan(0.15);
    expect(done("2026-03-10", "done")).toBe(0);
  });

  test("does the same for the same seed", () => {
    expect(draw((random) => [isReviewed(random), noteOn("worse", random)])).toEqual(draw((random) => [isReviewed(random), noteOn("worse", random)]));
    expect(diligenceOf("csm-1", Random.seeded("a"))).toBe(diligenceOf("csm-1", Random.seeded("a")));
    expect(new Set(["csm-1", "csm-2", "csm-3"].map((owner) => diligenceOf(owner, Random.seeded("a")))).size).toBe(3);
  });

  test.each([
    ["who has left is given up", { isCustomer: false, isGreen: false, verdict: "unknown", open: 2 }, "abandoned"],
    ["who is green is done", { isCustomer: true, isGreen: true, verdict: "better", open: 2 }, "done"],
    ["who is better, with everything done, is done", { isCustomer: true, isGreen: false, verdict: "better", open: 0 }, "done"],
    ["who is better goes on with what is open", { isCustomer: true, isGreen: false, verdict: "better", open: 1 }, undefined],
    ["who is no better goes on", { isCustomer: true, isGreen: false, verdict: "same", open: 0 }, undefined],
  ] as const)("%s", (_name, stands, state) => {
    expect(endOf(stands)?.state).toBe(state);
  });
});
