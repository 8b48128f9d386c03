import type { Place } from "../../src/insights/benchmarks/place.ts";
import type { PastStandings } from "../../src/insights/benchmarks/standings.ts";
import type { Decision } from "../../src/insights/outcomes/observe.ts";
import { dayMs } from "../../src/lib/zone.ts";

/** Starts of months that are 30 days long, which is easier to reckon with. */
export const month = (number: number): number => number * 30 * dayMs;

/** One account: where it stood and what it scored at each month, and the renewals and losses that followed. */
export interface Story {
  readonly account: string;
  /** Overall first, then the metrics `use` and `care`; undefined while it was no customer. */
  readonly months: readonly (readonly [place: Place, overall: number, use: number, care: number] | undefined)[];
  readonly decisions?: readonly (readonly [month: number, result: "renewed" | "lost"])[];
}

export const place = (stage: string | null, segment: string | null = null, tenure: number | null = 0): Place => ({ stage, segment, tenure });

/** The past that the stories tell, frozen at the last of their months. */
export function pastOf(stories: readonly Story[], months = Math.max(...stories.map(({ months: own }) => own.length))): PastStandings {
  const subjects = ["overall", "use", "care"];
  const scores = new Float64Array(stories.length * months * subjects.length).fill(Number.NaN);
  const places: (Place | undefined)[] = Array.from({ length: stories.length * months });
  stories.forEach(({ months: own }, account) =>
    own.forEach((standing, column) => {
      if (!standing) return;
      const [where, ...points] = standing;
      places[account * months + column] = where;
      scores.set(points, (account * months + column) * subjects.length);
    }),
  );
  const decisions = stories.flatMap(({ account, decisions: own = [] }) =>
    own.map(([at, result]): Decision => ({ account, at: month(at), knownAt: month(at), since: 0, lost: result === "lost", mrr: 100, growth: 0 })),
  );
  const spans = stories.map(({ account, decisions: own = [] }) => ({ account, from: 0, to: month(own.find(([, result]) => result === "lost")?.[0] ?? Infinity) }));
  const frozenAt = month(months - 1);
  return { accounts: stories.map(({ account }) => account), instants: Array.from({ length: months }, (_, column) => month(column)), frozenAt, subjects, scores, places, decisions: decisions.toSorted((a, b) => a.at - b.at), spans, knownTo: frozenAt };
}
