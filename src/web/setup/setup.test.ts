import { describe, expect, test } from "vitest";
import { bandCounts, evenLimits, withLimit } from "./band-counts.ts";
import { type User, peopleToAsk, sponsored } from "./people.ts";
import { stepAfter, stepOf, steps } from "./steps.ts";
import { partsOf } from "./upload.ts";

test("each step leads to the next, and the last to none", () => {
  expect(stepAfter("files")?.id).toBe("meaning");
  expect(stepAfter(steps.at(-1)?.id ?? "files")).toBeUndefined();
  expect([stepOf("import")?.id, stepOf("nothing")]).toEqual(["import", undefined]);
});

test("a file is sent in parts that leave nothing out", () => {
  expect(partsOf(0, 10)).toEqual([{ start: 0, end: 0, isLast: true }]);
  expect(partsOf(10, 10)).toEqual([{ start: 0, end: 10, isLast: true }]);
  expect(partsOf(25, 10)).toEqual([{ start: 0, end: 10, isLast: false }, { start: 10, end: 20, isLast: false }, { start: 20, end: 25, isLast: true }]);
});

describe("limits of bands", () => {
  const points = Array.from({ length: 101 }, (_, score) => (score % 10 === 0 ? 1 : 0));
  test("part the accounts at whole points", () => {
    expect(bandCounts(points, { redBelow: 40, yellowBelow: 70 })).toEqual({ red: 4, yellow: 3, green: 4 });
    expect(bandCounts(points, { redBelow: 41, yellowBelow: 100 })).toEqual({ red: 5, yellow: 5, green: 1 });
  });
  test("never cross", () => {
    expect(withLimit({ redBelow: 40, yellowBelow: 70 }, "redBelow", 80)).toEqual({ redBelow: 80, yellowBelow: 81 });
    expect(withLimit({ redBelow: 40, yellowBelow: 70 }, "yellowBelow", 20)).toEqual({ redBelow: 19, yellowBelow: 20 });
    expect(withLimit({ redBelow: 40, yellowBelow: 70 }, "redBelow", 99)).toEqual({ redBelow: 98, yellowBelow: 99 });
    expect(withLimit({ redBelow: 40, yellowBelow: 70 }, "yellowBelow", 0)).toEqual({ redBelow: 1, yellowBelow: 2 });
  });
  test("that part accounts into thirds also exist for a few of them", () => {
    expect(evenLimits(points)).toEqual({ redBelow: 31, yellowBelow: 71 });
    expect(evenLimits(points.map(() => 0))).toBeUndefined();
  });
});

describe("people of an account", () => {
  const user = (name: string, events30Days: number, role: string | null = null): User => ({ user: name, name, role, events30Days, firstSeen: null, lastSeen: null, traits: {} });
  const users = [...Array.from({ length: 8 }, (_, place) => user(`u${place}`, place)), user("boss", 0, "executive_sponsor")];
  test("are asked about when they are active most, or named already", () => {
    expect(peopleToAsk(users).map((one) => one.user)).toEqual(["u7", "u6", "u5", "u4", "u3", "boss"]);
  });
  test("make a sponsored account of one that has a sponsor", () => {
    expect(sponsored([users, [user("a", 1, "champion")], []])).toBe(1);
  });
});
