import { expect, test } from "vitest";
import { hourMs } from "../../lib/zone.ts";
import { silenceOf } from "./silence.ts";

test.each([
  ["just now", 0, 12, 0, false],
  ["a night like every night", 14, 16, 14, false],
  ["a first night", 14, 2, 14, false],
  ["a weekend like every weekend", 60, 62, 60, false],
  ["longer than any weekend", 80, 62, 80, true],
  ["a day, where it never was an hour", 25, 1, 25, true],
  ["an import, of which there was one", 900, undefined, 900, false],
  ["a clock that was ahead", -3, 12, 0, false],
] as const)("%s", (_name, hours, longestSilenceHours, silentHours, isUnusual) => {
  expect(silenceOf({ lastReceived: 0, longestSilenceHours }, hours * hourMs + 1)).toEqual({ silentHours, longestSilenceHours, isUnusual });
});
