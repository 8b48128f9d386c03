import { expect, test } from "vitest";
import { withPlan } from "./apply-plan.ts";

const plan = (id: string, name = id) => ({ id, name, steps: [], reviews: [] });

test("a changed plan stays at its place", () => {
  expect(withPlan({ total: 2, plans: [plan("a"), plan("b")] }, plan("b", "New"))).toEqual({ total: 2, plans: [plan("a"), plan("b", "New")] });
  expect(withPlan(plan("a"), plan("a", "New"))).toEqual(plan("a", "New"));
});

test("what doesn't hold it stays the same", () => {
  const held = { plans: [plan("a")] };
  expect([withPlan(held, plan("z")), withPlan(undefined, plan("a")), withPlan(held, undefined), withPlan(plan("a"), plan("b"))]).toEqual([held, undefined, held, plan("a")]);
  expect(withPlan(held, plan("z"))).toBe(held);
});
