import { type Instant, dayMs } from "../../lib/zone.ts";
import type { Band } from "../../scores/bands.ts";

/** So long two have to stand against each other before somebody is asked to decide. */
export const disagreementDays = 7;

export type Standpoint = "people_worse" | "people_better";

/** More than a band apart: one says green and the other red. */
export function standpointOf(pulse: Band, data: Band): Standpoint | undefined {
  if (pulse === "red" && data === "green") return "people_worse";
  return pulse === "green" && data === "red" ? "people_better" : undefined;
}

export interface Opposed {
  readonly standpoint: Standpoint;
  /** The later of the pulse and the first of the midnights in a row on which the data stood so. */
  readonly since: Instant;
  /** The row goes back further than what was looked at. */
  readonly isLonger: boolean;
  readonly days: number;
}

export interface Sight {
  readonly pulse: { readonly band: Band; readonly time: Instant };
  /** What the data say now, and at midnights before, ascending. */
  readonly data: Band;
  readonly midnights: readonly { readonly asOf: Instant; readonly band: Band }[];
  readonly asOf: Instant;
}

/** Whether a pulse and the data have stood against each other for a week; a pulse that was set anew begins anew. */
export function opposedFor({ pulse, data, midnights, asOf }: Sight): Opposed | undefined {
  const standpoint = standpointOf(pulse.band, data);
  if (standpoint === undefined) return undefined;
  let first = midnights.length;
  while (first > 0 && midnights[first - 1]?.band === data) first -= 1;
  const began = midnights[first]?.asOf ?? asOf;
  const since = Math.max(pulse.time, began);
  const days = Math.floor((asOf - since) / dayMs);
  return days < disagreementDays ? undefined : { standpoint, since, isLonger: first === 0 && since === began, days };
}

/** What somebody has to decide, in words. */
export const decisionText: Readonly<Record<Standpoint, string>> = {
  people_worse: "The data say green. Set the pulse anew if the worry is over; else say with an override what the data don't see, and think of a measurement that would.",
  people_better: "The data say red. Set the pulse anew if the data are right; else say why it is green, and ask a manager for an override until the data show it.",
};
