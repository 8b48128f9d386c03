import { expect, test } from "vitest";
import { pulseBand } from "./pulse.ts";

test.each([[100, "green"], [50, "yellow"], [0, "red"]] as const)("%s points are %s", (value, band) => {
  expect(pulseBand(value)).toBe(band);
});
