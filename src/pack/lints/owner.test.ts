import { expect, test } from "vitest";
import { findingsOf, packWithMetric, placesOf } from "../../../test/support/pack.ts";

test.each([
  ["without an owner", { kind: "recency" }, {}, ["metrics.extra"]],
  ["with one", { kind: "recency", owner: "product" }, {}, []],
  ["without one, but shown only", { kind: "recency" }, { weight: 0 }, []],
])("metric-without-owner: %s", (_name, metric, scored, places) => {
  expect(placesOf(findingsOf("metric-without-owner", packWithMetric(metric, scored)))).toEqual(places);
});
