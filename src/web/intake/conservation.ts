/** Where calls can be, in the order of their way. */
export const ways = ["stored", "duplicate", "rejected", "dead", "waiting", "missing"] as const;
export type Way = (typeof ways)[number];

export const wayWords: Readonly<Record<Way, { readonly name: string; readonly meaning: string }>> = {
  stored: { name: "Stored", meaning: "They count." },
  duplicate: { name: "Duplicate", meaning: "They came more than once, and count once." },
  rejected: { name: "Rejected", meaning: "Refused when they came, with the reason in the answer; counted since the server's start." },
  dead: { name: "Couldn't be stored", meaning: "Taken, and then not storable: below are those that wait for a decision." },
  waiting: { name: "Waiting", meaning: "On disk, and not loaded yet." },
  missing: { name: "Missing", meaning: "Damage to the journal took them." },
};

export interface WayPart {
  readonly way: Way;
  readonly calls: number;
  /** Of all received, from 0 to 1. */
  readonly share: number;
}

/** Where received calls have gone; nothing is missing as a rule, and isn't shown then. */
export function partsOf(calls: Readonly<Record<Way | "received", number>>): readonly WayPart[] {
  return ways.filter((way) => way !== "missing" || calls.missing !== 0).map((way) => ({ way, calls: calls[way], share: calls.received === 0 ? 0 : calls[way] / calls.received }));
}
