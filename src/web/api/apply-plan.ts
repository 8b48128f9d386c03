interface Known {
  readonly id: string;
}

const isPlan = (value: unknown): value is Known => typeof value === "object" && value !== null && "id" in value && "steps" in value && "reviews" in value;

/** What the cache holds, with a newer state of a plan at the place where it stands; the same when it isn't there. */
export function withPlan(held: unknown, plan: unknown): unknown {
  if (!isPlan(plan)) return held;
  if (isPlan(held)) return held.id === plan.id ? plan : held;
  if (typeof held !== "object" || held === null || !("plans" in held) || !Array.isArray(held.plans)) return held;
  const plans: readonly unknown[] = held.plans;
  return plans.some((one) => isPlan(one) && one.id === plan.id) ? { ...held, plans: plans.map((one) => (isPlan(one) && one.id === plan.id ? plan : one)) } : held;
}
