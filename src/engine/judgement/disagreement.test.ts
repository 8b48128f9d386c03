import { expect, test } from "vitest";
import { dayMs } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";
import { opposedFor } from "./disagreement.ts";

const asOf = Date.UTC(2026, 5, 15, 12);
/** Bands at the midnights before, the latest last, as letters. */
const midnights = (letters: string) =>
  letters.split("").map((letter, place) => ({ asOf: Date.UTC(2026, 5, 15) - (letters.length - 1 - place) * dayMs, band: ({ g: "green", y: "yellow", r: "red", u: "unknown" } as Record<string, Band>)[letter] as Band }));

test.each<[string, Band, number, Band, string, string]>([
  ["red against green for long", "red", 30, "green", "gggggggggggg", "people_worse 11 longer"],
  ["green against red for long", "green", 30, "red", "yyyyrrrrrrrr", "people_better 7"],
  ["for six days only", "green", 30, "red", "yyyyyrrrrrrr", "no"],
  ["interrupted for a day", "red", 30, "green", "gggggggggygg", "no"],
  ["interrupted by nothing known", "red", 30, "green", "gggggggggugg", "no"],
  ["a pulse that was set anew begins anew", "red", 3, "green", "gggggggggggg", "no"],
  ["a pulse of a week and a bit", "red", 8, "green", "gggggggggggg", "people_worse 8"],
  ["one band apart", "yellow", 30, "green", "gggggggggggg", "no"],
  ["one band apart the other way", "red", 30, "yellow", "yyyyyyyyyyyy", "no"],
  ["of one mind", "red", 30, "red", "rrrrrrrrrrrr", "no"],
  ["nothing known", "red", 30, "unknown", "uuuuuuuuuuuu", "no"],
  ["without a past", "red", 30, "green", "", "no"],
])("%s", (_name, pulse, daysAgo, data, letters, expected) => {
  const found = opposedFor({ pulse: { band: pulse, time: asOf - daysAgo * dayMs }, data, midnights: midnights(letters), asOf });
  expect(found ? `${found.standpoint} ${found.days}${found.isLonger ? " longer" : ""}` : "no").toBe(expected);
});
