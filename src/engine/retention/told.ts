import { type Instant, localDate } from "../../lib/zone.ts";

/** A workspace's span, as far as it says where what was before is gone. */
interface Cut {
  readonly removedBefore?: Instant;
}

/** Why an instant can't be computed any more; undefined where it can. */
export function whyRemoved({ removedBefore }: Cut, asOf: Instant, zone: string): string | undefined {
  if (removedBefore === undefined || asOf > removedBefore) return undefined;
  return `${removedText(removedBefore, zone)} Nothing can be computed as of ${localDate(asOf, zone)}; histories still show the scores that were kept.`;
}

export const removedText = (removedBefore: Instant, zone: string): string => `What days before ${localDate(removedBefore, zone)} rest on was removed under the rules of retention (\`bellwether retention\`).`;
