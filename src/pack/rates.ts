import { type Instant, dateInstant } from "../lib/zone.ts";
import type { Pack } from "./schema.ts";

/** The pack's exchange rates by instant: each counts from the local midnight of its date on. */
export function ratesOf({ pack }: Pick<Pack, "pack">): Record<string, readonly (readonly [from: Instant, rate: number])[]> {
  const dated = Object.entries(pack.rates).map(([currency, rates]) => {
    return [currency, rates.map(([date, rate]) => [dateInstant(date, pack.timezone), rate] as const)] as const;
  });
  return Object.fromEntries(dated);
}
