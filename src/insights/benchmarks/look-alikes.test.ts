import { describe, expect, test } from "vitest";
import { month, pastOf, place, type Story } from "../../../test/support/past-standings.ts";
import { lookAlikes } from "./look-alikes.ts";
import { benchmarksSchema } from "./settings.ts";

const here = place("adoption");
const settings = benchmarksSchema.parse({ look_alikes: 5, look_ahead: "30d" });

/** Ten accounts with little use, eight of them lost in the second month, and twenty with much, all still there. */
const stories: readonly Story[] = [
  ...Array.from({ length: 10 }, (_, index): Story => ({ account: `low${index}`, months: [[here, 20, index, 50], undefined, undefined], decisions: index < 8 ? [[1, "lost"]] : [[1, "renewed"]] })),
  ...Array.from({ length: 20 }, (_, index): Story => ({ account: `high${index}`, months: [[here, 80, 90 + (index % 5), 50], undefined, undefined] })),
];
const past = pastOf(stories);
const look = (use: number, account = "asked"): ReturnType<typeof lookAlikes> => lookAlikes(past, { account, place: here, metrics: new Map([["use", use], ["care", 50]]) }, settings);

describe("look-alikes", () => {
  test("are the nearest in the metrics, with what became of them and of all others", () => {
    const found = look(2);
    if (found.kind !== "found") throw new Error("none");
    expect(found.nearest.map(({ account, became }) => `${account} ${became}`).toSorted()).toEqual(["low0 lost", "low1 lost", "low2 lost", "low3 lost", "low4 lost"]);
    expect(found.nearest[0]).toMatchObject({ account: "low2", distance: 0, at: month(0), score: 20 });
    expect(found.alike).toMatchObject({ rows: 5, lost: 5, accounts: 5 });
    expect(found.all).toMatchObject({ rows: 30, lost: 8, rate: { value: 8 / 30 } });
  });

  test("a metric in which nobody differs moves nobody", () => {
    expect(look(92)).toMatchObject({ kind: "found", alike: { lost: 0 } });
    expect(lookAlikes(past, { account: "asked", place: here, metrics: new Map([["care", 10]]) }, settings)).toMatchObject({ kind: "too_few", rows: 30 });
  });

  test("an account is no look-alike of itself", () => {
    const found = look(2, "low2");
    expect(found.kind === "found" && found.nearest.some(({ account }) => account === "low2")).toBe(false);
  });

  test("of another stage are taken only when one's own has too few", () => {
    const elsewhere = lookAlikes(past, { account: "asked", place: place("renewal"), metrics: new Map([["use", 2]]) }, settings);
    expect(elsewhere).toMatchObject({ kind: "found", by: [] });
  });

  test("whose future isn't known yet don't count", () => {
    const known = { ...past, knownTo: month(1) - 1 };
    expect(lookAlikes(known, { account: "asked", place: here, metrics: new Map([["use", 2]]) }, settings)).toEqual({ kind: "too_few", days: 30, rows: 0, needed: 15 });
  });
});
