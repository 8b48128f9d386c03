import { type Instant, shiftDays } from "../lib/zone.ts";
import type { Band } from "./bands.ts";

/** A person's band or score, put in place of the computed one, which goes on beside it. */
export interface Override {
  /** The message id under which it was recorded. */
  readonly id: string;
  readonly band?: Exclude<Band, "unknown">;
  readonly score?: number;
  readonly reason: string;
  readonly author: string;
  readonly time: Instant;
  readonly expires?: Instant;
}

/** How long an override lasts that doesn't say so itself. */
export const overrideDays = 30;

export function overrideExpires(override: Override, zone: string): Instant {
  return override.expires ?? shiftDays(override.time, overrideDays, zone);
}

/**
 * The override that counts at `asOf`: the latest that was set before, while it lasts. Setting one replaces the
 * earlier for good, so an expired override never brings an older one back. `overrides` ascend by time.
 */
export function overrideAt(overrides: readonly Override[], asOf: Instant, zone: string): Override | undefined {
  const latest = overrides.findLast(({ time }) => time < asOf);
  return latest !== undefined && asOf < overrideExpires(latest, zone) ? latest : undefined;
}
