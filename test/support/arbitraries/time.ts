import * as fc from "fast-check";
import { type Moment, after, day } from "../scenario.ts";
import { pick, quarters } from "./pick.ts";

/** A zone and a day that is odd there; stories are told around that day, which is their day 0. */
export const place = fc.constantFrom(
  { zone: "UTC", start: "2024-02-29" },
  { zone: "UTC", start: "2026-01-01" },
  { zone: "Europe/Berlin", start: "2026-03-29" },
  { zone: "Europe/Berlin", start: "2026-10-25" },
  { zone: "America/New_York", start: "2026-03-08" },
  { zone: "America/New_York", start: "2026-11-01" },
  { zone: "Asia/Kolkata", start: "2024-03-01" },
  { zone: "Australia/Lord_Howe", start: "2026-04-05" },
  { zone: "Australia/Lord_Howe", start: "2026-10-04" },
  { zone: "Pacific/Chatham", start: "2026-09-27" },
  { zone: "America/Santiago", start: "2026-09-06" },
);

const oddTimes = ["12:00", "02:30", "01:30", "03:00", "23:59", "00:30", "05:30", "18:30"];
const oddTime = pick(oddTimes);
const wallTime = pick(["00:00"], oddTimes);

/** When metrics are measured: at or near the odd day, half the time within a day, where complete days end earlier. */
export const asOf: fc.Arbitrary<Moment> = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.oneof(wallTime, oddTime))
  .map(([days, time]) => day(days, time));

const edge = fc.constantFrom(0, 0, 0, -1, 1, 1_800_000, -1_800_000, 3_600_000, -3_600_000, 43_200_000);

/** Days before the odd one, mostly within the usual windows, and a few after it, in the future of most instants. */
const dayNear = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 3 }) },
  { weight: 4, arbitrary: fc.integer({ min: -16, max: 0 }) },
  { weight: 2, arbitrary: fc.constantFrom(-60, -32, -31, -30, -29, -28, -15, -14, -13, -8, -7, -6) },
  { weight: 1, arbitrary: fc.integer({ min: -70, max: 10 }) },
);

/** When something happens: near the edges of windows, near midnights, and now and then anywhere. */
export const moment: fc.Arbitrary<Moment> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(dayNear, wallTime, edge).map(([days, time, by]) => after(by, day(days, time))) },
  // The same few moments again and again, so that things happen at the same time.
  { weight: 2, arbitrary: pick([day(-9, "09:00"), day(-1, "12:00"), day(0), day(1), day(1, "12:00")]) },
  { weight: 1, arbitrary: fc.tuple(dayNear, quarters(0, 24)).map(([days, hours]) => after(hours * 3_600_000, day(days))) },
);

/** How long after it happened something became known, in milliseconds. */
export const lag = pick([0], [1, 3_600_000, 5 * 86_400_000, 40 * 86_400_000]);

export const windowLength = pick(["2d", "7d", "14d", "30d"], ["1d", "1w", "P2D", "1h", "12h", "24h", "36h"]);
