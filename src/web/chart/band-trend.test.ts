import { expect, test } from "vitest";
import { type TrendDay, layersOf, monthRows, trendScale } from "./band-trend.ts";

const box = { width: 120, height: 120, left: 10, right: 10, top: 10, bottom: 10 };
const day = (time: number, red: number, yellow: number, green: number) => ({ time, values: { red, yellow, green, unknown: 0 } });

const layers = (days: readonly TrendDay[]) => layersOf(days, trendScale(days, box));

test("layers lie one upon the other and fill the whole", () => {
  const [red, yellow, green, unknown] = layers([day(0, 1, 1, 2), day(100, 2, 1, 1)]);
  expect(red?.path).toBe("M10 85L110 60L110 110L10 110Z");
  expect(yellow?.path).toBe("M10 60L110 35L110 60L10 85Z");
  expect(green?.path).toBe("M10 10L110 10L110 35L10 60Z");
  expect(unknown?.path).toBe("M10 10L110 10L110 10L10 10Z");
});

test("days on which nobody was a customer, and a single day, are no layers", () => {
  expect(layers([day(0, 0, 0, 0), day(1, 1, 0, 0)]).map(({ path }) => path)).toEqual(["", "", "", ""]);
});

test("layers begin where there are accounts, below the same days as the marks of the months", () => {
  expect(layers([day(0, 0, 0, 0), day(50, 1, 0, 0), day(100, 1, 0, 0)])[0]?.path).toBe("M60 10L110 10L110 110L60 110Z");
});

test("the table has the first day of every month and the last", () => {
  const days = ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02", "2026-03-01", "2026-03-02"].map((asOf) => ({ asOf }));
  expect(monthRows(days, ({ asOf }) => asOf.slice(0, 7)).map(({ asOf }) => asOf)).toEqual(["2026-02-01", "2026-03-01", "2026-03-02"]);
  expect(monthRows([], () => "")).toEqual([]);
});
