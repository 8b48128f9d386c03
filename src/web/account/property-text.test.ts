import { expect, test } from "vitest";
import { writerFor } from "../words/writer.ts";
import { propertyText } from "./property-text.ts";

const write = writerFor({ locale: "en-GB", zone: "Europe/Berlin" }, { zone: "Europe/Berlin" });

test.each([
  ["period_start", Date.UTC(2026, 3, 30, 22), "period start: 1 May 2026"],
  ["term_end", Date.UTC(2026, 5, 5, 22), "term end: 6 Jun 2026"],
  ["value", 1_777_586_400_000, "value: 1777586400000"],
  ["load_ms", 262, "load ms: 262"],
  ["start", 3, "start: 3"],
  ["channel", "email", "channel: email"],
] as const)("%s %s is %s", (name, value, text) => {
  expect(propertyText(name, value, write)).toBe(text);
});
