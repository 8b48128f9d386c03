import { expect, test } from "vitest";
import { viewsIn } from "./take-over.ts";

test("views that a browser kept are read, and nothing else", () => {
  const kept = JSON.stringify([{ name: "My reds", search: { band: ["red"], sort: "revenue" } }, { name: "" }, "text", { name: "Broken", search: { band: "purple" } }, null]);
  expect(viewsIn(kept)).toEqual([{ name: "My reds", search: { band: ["red"], sort: "revenue" } }, { name: "Broken", search: {} }]);
  expect([viewsIn(null), viewsIn("{"), viewsIn("7")]).toEqual([[], [], []]);
});
