/** Why a value is not there. Missing is never zero. */
export const missingReasons = ["never_seen", "too_young", "source_stale", "not_applicable", "expired"] as const;
export type MissingReason = (typeof missingReasons)[number];

/** A measurement of one metric for one account at one instant. */
export type MetricValue = { readonly value: number } | { readonly missing: MissingReason };

export const present = (value: number): MetricValue => ({ value });
export const missing = (reason: MissingReason): MetricValue => ({ missing: reason });

/** How a value is kept in a column of bytes: 0 is present, 1.. is the place of the reason plus one. */
export const presentState = 0;

export function stateOf(value: MetricValue): number {
  return "value" in value ? presentState : missingReasons.indexOf(value.missing) + 1;
}

/** The inverse of {@link stateOf}; a state outside the table throws, because it means a damaged row. */
export function fromState(state: number, value: number): MetricValue {
  if (state === presentState) return present(value);
  const reason = missingReasons[state - 1];
  if (reason === undefined) throw new RangeError(`a metric state must be 0 to ${missingReasons.length}, not ${state}`);
  return missing(reason);
}
