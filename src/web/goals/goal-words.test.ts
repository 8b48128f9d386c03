import { expect, test } from "vitest";
import { writerFor } from "../words/writer.ts";
import { placeOn, sentTarget, shownTarget, valueText } from "./goal-words.ts";

const write = writerFor({ locale: "en", zone: "UTC" }, { zone: "UTC" });

test("shares are read and written in percent, scores as they are", () => {
  expect([valueText(write, 0.0475, { unit: "share" }), valueText(write, 62, { unit: "points" }), valueText(write, null, { unit: "share" })]).toEqual(["4.8%", "62.0", "–"]);
  expect([sentTarget("7", { unit: "share" }), sentTarget("62.5", { unit: "points" }), sentTarget("62,5", { unit: "points" }), shownTarget(0.07, { unit: "share" }), shownTarget(62, { unit: "points" })]).toEqual([0.07, 62.5, 62.5, 7, 62]);
});

test.each([
  [0.1, 0.5],
  [0.2, 0],
  [0.01, 1],
  [null, undefined],
])("%s of the way from 15 to 5 %% is %s", (value, place) => {
  expect(placeOn({ baseline: 0.15, target: 0.05 }, value)).toEqual(place === 0.5 ? expect.closeTo(0.5, 9) : place);
});

test("there is no way where the goal was reached when it was set, or nothing was measured", () => {
  expect([placeOn({ baseline: 0.05, target: 0.05 }, 0.05), placeOn({ baseline: null, target: 0.05 }, 0.05)]).toEqual([undefined, undefined]);
});
