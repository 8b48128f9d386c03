import { expect, test } from "vitest";
import { partsOf } from "./conservation.ts";

const calls = { received: 10, stored: 6, duplicate: 1, rejected: 1, dead: 1, waiting: 1, missing: 0 };

test("parts add up to what was received, and nothing missing isn't mentioned", () => {
  const parts = partsOf(calls);
  expect(parts.map(({ way }) => way)).toEqual(["stored", "duplicate", "rejected", "dead", "waiting"]);
  expect(parts.reduce((sum, part) => sum + part.calls, 0)).toBe(calls.received);
  expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
});

test("what is missing is said, and no calls have no shares", () => {
  expect(partsOf({ ...calls, stored: 5, missing: 1 }).at(-1)).toEqual({ way: "missing", calls: 1, share: 0.1 });
  expect(partsOf({ received: 0, stored: 0, duplicate: 0, rejected: 0, dead: 0, waiting: 0, missing: 0 }).every(({ share }) => share === 0)).toBe(true);
});
