import { expect, test } from "vitest";
import { funnelOf, passageOf } from "./funnel.ts";
import type { LineState } from "./step.ts";

const way = (...places: readonly number[]): Pick<LineState, "moves" | "stage"> => ({
  stage: places.at(-1) as number,
  moves: places.map((to, index) => ({ at: index, from: places[index - 1], to, by: "criteria" as const, reason: "" })),
});
const line = { stages: Array.from({ length: 4 }, () => ({}) as never), lost: 3 };

test.each([
  ["each stage that was reached counts, also after a step back", [way(0, 1, 0), way(0, 1, 2)], [2, 2, 1, 0]],
  ["a stage that was skipped was passed", [way(0, 2)], [1, 1, 1, 0]],
  ["who was lost came as far as before", [way(0, 1, 3)], [1, 1, 0, 1]],
  ["nobody", [], [0, 0, 0, 0]],
])("%s", (_, states, reached) => {
  expect(funnelOf(line, states)).toEqual(reached);
});

test("of one account each stage was passed, is now, lies ahead, or was skipped", () => {
  expect([0, 1, 2, 3].map((place) => passageOf(place, way(0, 2)))).toEqual(["passed", "skipped", "now", "ahead"]);
});
