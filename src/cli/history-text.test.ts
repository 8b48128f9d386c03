import { expect, test } from "vitest";
import type { ScorePoint } from "../engine/ports.ts";
import { dayMs } from "../lib/zone.ts";
import type { Band } from "../scores/bands.ts";
import { historyText } from "./history-text.ts";
import { unpainted } from "./problem-text.ts";

/** As many midnights as asked for, from 2010 on, with the band that each day has. */
function life(days: number, bandOn: (day: number) => Band, stageOn: (day: number) => string = () => ""): string {
  const point = (day: number): ScorePoint => ({ asOf: Date.UTC(2010, 0, 1) + day * dayMs, score: 50, band: bandOn(day), computedScore: 50, computedBand: bandOn(day), coverage: 100, stage: stageOn(day), model: "base" });
  return historyText("Acme", Array.from({ length: days }, (_, day) => point(day)), { zone: "UTC", paint: unpainted, stageName: (stage) => stage.toUpperCase() });
}

test.each([
  [1, "1 day, 2010-01-01 to 2010-01-01; a bar for each week", "month"],
  [700, "700 days, 2010-01-01 to 2011-12-01; a bar for each week", "month"],
  [2000, "2,000 days, 2010-01-01 to 2015-06-23; a bar for every 3 weeks", "quarter"],
  [5000, "5,000 days, 2010-01-01 to 2023-09-09; a bar for every 8 weeks", "year"],
])("a life of %d days fits on a screen", (days, title, period) => {
  const text = life(days, (day) => (day % 30 < 15 ? "red" : "yellow"));
  expect(text).toContain(`Acme  ${title}\n`);
  expect(text).toContain(`\nend of ${period} `);
  expect(text.split("\n").length).toBeLessThan(70);
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
});

test("of many changes of band the last are shown, and none is said in words", () => {
  expect(life(900, (day) => (day % 30 < 15 ? "red" : "yellow"))).toContain("Changes of band: the last 20 of 59; --json has every day");
  expect(life(30, () => "green")).toContain("The band never changed: ● green.");
});

test("changes of stage are listed where there are stages", () => {
  const text = life(30, () => "green", (day) => (day < 10 ? "onboarding" : "adoption"));
  expect(text).toMatch(/Stages\nday +from +to +score\n2010-01-11 +ONBOARDING +ADOPTION +50\.0$/);
  expect(life(30, () => "green", () => "adoption")).toContain("The stage never changed: ADOPTION.");
  expect(life(30, () => "green")).not.toContain("tage");
});
