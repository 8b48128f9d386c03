import type { Random } from "../lib/random.ts";
import type { Verdict } from "../plans/improvement.ts";
import type { Day, PlanStep } from "../plans/plan.ts";

/** On which days before today the made-up team looked after its accounts at risk; the earliest first. */
export const visitsBefore = [24, 16, 9, 2] as const;

/** So many plans an owner opens on each of these days: not for everybody, because nobody has the time. */
export const opensOn: Readonly<Record<(typeof visitsBefore)[number], number>> = { 24: 2, 16: 1, 9: 1, 2: 1 };

/** How well somebody keeps to what was agreed, from 0 to 1; the same owner is the same on each visit. */
export const diligenceOf = (owner: string, random: Random): number => random.fork(`diligence of ${owner}`).between(0.45, 0.95);

/** Whether a step is ticked off on a visit: hardly ever before its day, and then more likely with every week. */
export function isDone({ due, state }: Pick<PlanStep, "due" | "state">, { today, diligence, random }: { readonly today: Day; readonly diligence: number; readonly random: Random }): boolean {
  const early = 0.08;
  return random.chance(due <= today ? diligence : early) && state === "open";
}

/** Plans are looked at together on most visits. */
export const isReviewed = (random: Random): boolean => random.chance(0.7);

const said: Readonly<Record<Verdict, readonly string[]>> = {
  better: ["Back in the product since the training. Go on with the next step.", "The champion answers again and wants figures for the management.", "Better than when we began; one more month before we close it."],
  same: ["No answer from the sponsor yet: try it through support.", "The appointment stands, nothing to see in the data before it.", "Half of the steps are late. Who can take one over?"],
  worse: ["Worse than last week: our own management calls theirs.", "They compare prices. Sales joins the next call.", "The new contact has never seen what was agreed. Begin with that."],
  unknown: ["Too little is known of them: ask for the missing feed first.", "They were not reached. Try once more this week."],
};

/** What is noted when people look at a plan. */
export const noteOn = (verdict: Verdict, random: Random): string => random.pick(said[verdict]);

/** What came of a plan on a visit: given up where they have left, done where they are green, or at least better and everything that was agreed is done. */
export function endOf({ isCustomer, isGreen, verdict, open }: { readonly isCustomer: boolean; readonly isGreen: boolean; readonly verdict: Verdict; readonly open: number }): { readonly state: "done" | "abandoned"; readonly result: string } | undefined {
  if (!isCustomer) return { state: "abandoned", result: "They have left before it could help." };
  if (isGreen) return { state: "done", result: "Green again. What was agreed has become a habit of theirs." };
  if (verdict === "better" && open === 0) return { state: "done", result: "Everything that was agreed is done, and they stand better than at its beginning." };
  return undefined;
}
