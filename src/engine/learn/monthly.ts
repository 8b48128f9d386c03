import { type InsightKind, insightKinds } from "../../contract/insights.ts";
import type { Instant } from "../../lib/zone.ts";
import type { InsightRun } from "./insight-store.ts";

/** Who asks at the beginning of a month, as the page tells it. */
export const asksMonthly = "the server, as every month";

/**
 * Questions to be asked again: those that have an answer, and were not asked since the month began, so that nobody reads an
 * old one. What a stop of the server cut off is asked once more; what failed or was cancelled is left to people.
 */
export function dueAgain(runs: readonly Pick<InsightRun, "kind" | "state" | "askedAt">[], monthBegan: Instant): InsightKind[] {
  const isAnswered = (kind: InsightKind): boolean => runs.some((run) => run.kind === kind && run.state === "done");
  const isAsked = (kind: InsightKind): boolean => runs.some((run) => run.kind === kind && run.state !== "cut_off" && run.askedAt >= monthBegan);
  return insightKinds.filter((kind) => isAnswered(kind) && !isAsked(kind));
}
