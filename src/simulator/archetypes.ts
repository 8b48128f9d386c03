/** What becomes of a customer on its own, before champions leave and chance plays its part. */
export interface Course {
  /** How many accounts of a hundred. */
  readonly share: number;
  /** Utility on the log-odds scale when the account signs and where it settles; 0 is a utility of one half. */
  readonly start: number;
  readonly settled: number;
  /** Months until about two thirds of the way are done. */
  readonly months: number;
  /** How much more (or less) the account uses than its utility explains, in log-odds. */
  readonly activityBias: number;
  /** Multiplies its tickets. */
  readonly tickets: number;
  /** `signing`: the course begins with the contract. `turn`: it holds at the start and begins at a day of its own. */
  readonly from: "signing" | "turn";
}

/**
 * `quiet` accounts are content and seldom there, `busy_unhappy` ones are there every day without getting their
 * value: with these two, activity alone misleads.
 */
export const archetypes = {
  thriving: { share: 22, start: 0.5, settled: 1.9, months: 4, activityBias: 0.2, tickets: 1, from: "signing" },
  steady: { share: 33, start: 0.3, settled: 0.95, months: 4, activityBias: 0, tickets: 1, from: "signing" },
  quiet: { share: 10, start: 0.6, settled: 1.1, months: 4, activityBias: -1.7, tickets: 0.6, from: "signing" },
  slow_starter: { share: 9, start: -1.3, settled: 1.1, months: 7, activityBias: 0, tickets: 1.3, from: "signing" },
  fading: { share: 11, start: 1.2, settled: -2.2, months: 6, activityBias: 0, tickets: 1.2, from: "turn" },
  struggling: { share: 10, start: -0.2, settled: -1.2, months: 3, activityBias: -0.1, tickets: 1.8, from: "signing" },
  busy_unhappy: { share: 5, start: 0, settled: -1.1, months: 4, activityBias: 2.3, tickets: 1.6, from: "signing" },
} as const satisfies Record<string, Course>;

export type Archetype = keyof typeof archetypes;
export const archetypeNames = Object.keys(archetypes) as readonly Archetype[];
