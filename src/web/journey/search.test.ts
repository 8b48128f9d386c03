import { expect, test } from "vitest";
import { listQuestion, readJourneySearch } from "./search.ts";

test("the address says what is shown; what it can't mean is left out", () => {
  expect(readJourneySearch({ stage: "adoption", show: "all", owner: ["kim"], cohorts: "segment", time: "stage:adoption", asOf: "2026-03-01" })).toEqual({ stage: "adoption", show: "all", owner: ["kim"], cohorts: "segment", time: "stage:adoption", asOf: "2026-03-01" });
  expect(readJourneySearch({ show: "some", cohorts: "month" })).toEqual({});
});

test("who is late is listed, unless everybody is asked for", () => {
  expect(listQuestion({ stage: "adoption" })).toEqual({ stage: "adoption", status: ["behind", "stuck"] });
  expect(listQuestion({ show: "all", asOf: "2026-03-01" })).toEqual({ asOf: "2026-03-01", status: ["on_track", "behind", "stuck"] });
});
