import { expect, test } from "vitest";
import { versionTelling } from "./timeline.ts";

const day = 86_400_000;
const version = (number: number, rewritesHistory = false) => ({ number, appliedAt: number * 10 * day, rewritesHistory });
const told = (versions: readonly ReturnType<typeof version>[], days: readonly number[]): (number | undefined)[] => days.map((at) => versionTelling(versions, at * day)?.number);

test("each midnight is told by the version that was in use, the time before the first by the first", () => {
  expect(told([version(1), version(2), version(3)], [0, 10, 19, 20, 29, 30, 99])).toEqual([1, 1, 1, 2, 2, 3, 3]);
});

test("a version that tells history anew tells what was before it, and leaves what comes after it alone", () => {
  expect(told([version(1), version(2, true), version(3)], [0, 15, 20, 29, 30])).toEqual([2, 2, 2, 2, 3]);
  expect(told([version(1), version(2), version(3, true)], [0, 15, 25, 30])).toEqual([3, 3, 3, 3]);
});

test("of two at the same instant the later counts; without any nobody tells", () => {
  expect(told([{ ...version(1), appliedAt: 0 }, { ...version(2), appliedAt: 0 }], [0])).toEqual([2]);
  expect(versionTelling([], 0)).toBeUndefined();
});
