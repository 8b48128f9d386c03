import { type Instant, hourMs } from "../../lib/zone.ts";
import type { SourceState } from "./ports.ts";

/** How long a source has said nothing, and whether its own past has that. */
export interface Silence {
  readonly silentHours: number;
  /** Undefined where it was heard of in one hour alone. */
  readonly longestSilenceHours: number | undefined;
  readonly isUnusual: boolean;
}

/** Nights are no news. */
const leastHours = 24;

/** Says how it is and judges nothing by it: a source may be quiet because people are. */
export function silenceOf({ lastReceived, longestSilenceHours }: Pick<SourceState, "lastReceived" | "longestSilenceHours">, now: Instant): Silence {
  const silentHours = Math.max(0, Math.floor((now - lastReceived) / hourMs));
  return { silentHours, longestSilenceHours, isUnusual: longestSilenceHours !== undefined && silentHours > Math.max(leastHours, longestSilenceHours) };
}
