import type { Answer } from "../../contract/routes.ts";
import type { Curve } from "../chart/step-chart.tsx";

type CohortLine = Answer<"getCohorts">["lines"][number];

export type TimeGroup = CohortLine["measures"][number]["cohorts"][number];

/** Something that takes time, with its cohorts; a stage has only one. */
export interface Time {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly TimeGroup[];
}

export function timesOf({ measures, stages }: CohortLine): Time[] {
  return [
    ...measures.map(({ measure, name, cohorts }) => ({ id: measure, name, groups: cohorts })),
    ...stages.map(({ stage, name, duration }) => ({ id: `stage:${stage}`, name: `Time in ${name}`, groups: duration.accounts > 0 ? [{ by: "all" as const, id: "", name: "All", duration }] : [] })),
  ];
}

/** More curves than that can't be told apart. */
const mostCurves = 6;

/** All accounts, and the latest or largest cohorts; the table has them all. */
export function curvesOf(groups: readonly TimeGroup[]): Curve[] {
  const all = groups.filter(({ by }) => by === "all");
  const months = groups.filter(({ by }) => by === "month").slice(1 - mostCurves);
  const segments = groups.filter(({ by }) => by === "segment").toSorted((one, other) => other.duration.accounts - one.duration.accounts).slice(0, mostCurves - 1);
  return [...all, ...months, ...segments].map(({ by, id, name, duration: { curve, watchedDays } }) => ({ id: `${by} ${id}`, name, steps: curve, watchedDays }));
}
