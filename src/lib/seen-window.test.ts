import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterBytes } from "./bloom.ts";
import { murmur3 } from "./murmur.ts";
import { FilterMemory, SeenWindow } from "./seen-window.ts";
import { dayMs, hourMs } from "./zone.ts";

const week = 7 * dayMs;
const megabyte = 1_000_000;

/** So many new keys on each of some days; which share of the last day's was called maybe. */
function days(window: SeenWindow, { count, keys }: { readonly count: number; readonly keys: number }): { readonly most: number; readonly maybe: number } {
  let [most, maybe] = [0, 0];
  for (let day = 0; day < count; day += 1) {
    maybe = 0;
    for (let key = 0; key < keys; key += 1) if (window.add(murmur3(`${day}-${key}`), day * dayMs + (key / keys) * dayMs)) maybe += 1;
    most = Math.max(most, window.bytes);
  }
  return { most, maybe: maybe / keys };
}

test("what was seen in the window is never called new, whatever the memory and however often filters rotate", () => {
  const step = fc.record({ hours: fc.integer({ min: 0, max: 60 }), keys: fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 40 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(0, 300_000, 50 * megabyte), (steps, bytes) => {
      const window = new SeenWindow(week, new FilterMemory(bytes));
      const seenAt = new Map<number, number>();
      let now = Date.UTC(2026, 0, 1);
      for (const { hours, keys } of steps) {
        now += hours * hourMs;
        for (const key of keys) {
          const maybe = window.add(murmur3(`key-${key}`), now);
          const before = seenAt.get(key);
          if (before !== undefined && before >= now - week) expect(maybe).toBe(true);
          seenAt.set(key, now);
        }
      }
    }),
    { numRuns: 200 },
  );
});

describe("memory", () => {
  test("is two bytes for each key of the window, up to powers of two, and of a few keys in a hundred it says maybe at most", () => {
    const keys = 150_000;
    const { most, maybe } = days(new SeenWindow(week, new FilterMemory(50 * megabyte)), { count: 14, keys });
    expect(most).toBeLessThanOrEqual(10 * filterBytes(keys * 2));
    expect(maybe).toBeLessThan(0.02);
  });

  test("stays within what was allowed and a small filter a day, and then it says maybe more often", () => {
    const { most, maybe } = days(new SeenWindow(week, new FilterMemory(0.3 * megabyte)), { count: 10, keys: 200_000 });
    expect(most).toBeLessThanOrEqual(0.3 * megabyte + 10 * filterBytes(2 ** 16));
    expect(maybe).toBeGreaterThan(0.02);
  });

  test("of days that are left behind goes to the next ones", () => {
    const memory = new FilterMemory(8 * megabyte);
    const window = new SeenWindow(week, memory);
    const first = days(window, { count: 9, keys: 100_000 });
    for (let day = 9; day < 40; day += 1) for (let key = 0; key < 1000; key += 1) window.add(murmur3(`${day}-${key}`), day * dayMs);
    expect(first.most).toBeGreaterThan(1.5 * megabyte);
    expect(window.bytes).toBeLessThanOrEqual(9 * filterBytes(2 ** 16));
  });

  test("an endless window leaves nothing behind", () => {
    const window = new SeenWindow(Number.POSITIVE_INFINITY, new FilterMemory(Number.POSITIVE_INFINITY));
    days(window, { count: 3, keys: 100_000 });
    expect(window.add(murmur3("0-17"), 4000 * dayMs)).toBe(true);
    expect(window.add(murmur3("unheard of"), 4000 * dayMs)).toBe(false);
  });
});
