import { expect, test } from "vitest";
import { type Editable, readDraft, writeDraft } from "../model/draft.ts";
import { type Change, suggestedDraft, suggestedRows } from "./suggested-draft.ts";

const limits = { redBelow: 40, yellowBelow: 70 };
const metric = (id: string, weight: number, form: "anchors" | "ends" = "anchors") => ({ metric: id, name: id, quantity: "number", unit: null, weight, bands: { redBelow: null, yellowBelow: null }, scale: { form, anchors: [[0, 0], [10, 100]] as [number, number][] } });
const editable: Editable = {
  bands: { ...limits, hysteresis: 3 },
  coverageFloor: 50,
  variants: [],
  categories: [
    { id: "use", name: "Use", weight: 60, bands: limits, metrics: [metric("logins", 1), metric("seats", 3)] },
    { id: "people", name: "People", weight: 40, bands: limits, metrics: [metric("pulse", 1, "ends")] },
  ],
};
const change: Change = {
  metrics: [
    { id: "logins", weight: 55, scale: [[1, 20], [9, 90]], better: "more" },
    { id: "pulse", weight: 30, scale: [[0, 0], [100, 100]], better: "more" },
    { id: "tickets", weight: 15, scale: [[0, 100], [9, 0]], better: "less" },
  ],
  bands: { red_below: 35, yellow_below: 70 },
};

test("a suggestion becomes a draft that an address can hold; what no longer counts weighs nothing", () => {
  const { draft, missing, otherScales } = suggestedDraft(change, editable);
  expect(Object.fromEntries(draft)).toEqual({
    "bands.red_below": 35,
    "categories.use.weight": 55,
    "categories.use.metrics.logins.weight": 55,
    "categories.use.metrics.logins.scale": [[1, 20], [9, 90]],
    "categories.use.metrics.seats.weight": 0,
    "categories.people.weight": 30,
    "categories.people.metrics.pulse.weight": 30,
  });
  expect(readDraft(writeDraft(draft))).toEqual(draft);
  expect([missing, otherScales]).toEqual([["tickets"], ["pulse"]]);
});

test("shares stand beside the present ones, the suggested first", () => {
  expect(suggestedRows(change, editable)).toEqual([
    { metric: "logins", now: 0.15, suggested: 0.55, better: "more" },
    { metric: "pulse", now: 0.4, suggested: 0.3, better: "more" },
    { metric: "tickets", now: null, suggested: 0.15, better: "less" },
    { metric: "seats", now: 0.44999999999999996, suggested: null, better: null },
  ]);
});
