import type { PlanAnswer } from "../../contract/plan.ts";
import type { Writer } from "../words/writer.ts";

/** A day of the calendar as the writer's instants want it: noon is the same day almost everywhere. */
export const noonOf = (day: string): string => `${day}T12:00:00Z`;

/** How far a day is: today, tomorrow, in 3 days, 2 days ago. */
export function dayDistance(write: Writer, day: string, today: string): string {
  return day === today ? "today" : write.distance(`${day}T00:00:00Z`, `${today}T00:00:00Z`);
}

type Verdict = PlanAnswer["progress"]["verdict"];

export const verdictWords: Readonly<Record<Verdict, string>> = { better: "Better", same: "Unchanged", worse: "Worse", unknown: "Can't be told" };

/** What `progress` says, for whoever asks what it means. */
export const progressMeaning = "The score now, or when the plan was closed, against the score when it began. Another band counts more than points, and less than a point is no change. That it rose doesn't prove that the plan was why.";

/** The plan as it will look once a step is ticked off, or opened again. */
export function withTick(plan: PlanAnswer, id: string, today: string): PlanAnswer {
  const steps = plan.steps.map((step) => {
    if (step.id !== id) return step;
    return step.state === "open" ? { ...step, state: "done" as const, isOverdue: false } : { ...step, state: "open" as const, isOverdue: step.due < today };
  });
  const open = steps.filter(({ state }) => state === "open");
  return { ...plan, steps, overdueSteps: open.filter(({ isOverdue }) => isOverdue).length, nextDue: open.map(({ due }) => due).toSorted()[0] ?? null };
}
