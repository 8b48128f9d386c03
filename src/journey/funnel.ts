import type { CompiledLine } from "./compile.ts";
import type { LineState } from "./step.ts";

/** How many ever came as far as each stage, by its place. Who skipped a stage came past it; being lost is no step of the way. */
export function funnelOf({ stages, lost }: Pick<CompiledLine, "stages" | "lost">, states: readonly Pick<LineState, "moves">[]): readonly number[] {
  const furthest = states.map(({ moves }) => Math.max(-1, ...moves.map(({ to }) => to).filter((to) => to !== lost)));
  return stages.map((_, place) => (place === lost ? states.filter(({ moves }) => moves.some(({ to }) => to === lost)).length : furthest.filter((reached) => reached >= place).length));
}

/** Where a stage lies on the way of one account. */
export type Passage = "passed" | "now" | "ahead" | "skipped";

export function passageOf(place: number, { stage, moves }: Pick<LineState, "stage" | "moves">): Passage {
  if (place === stage) return "now";
  if (moves.some(({ to }) => to === place)) return "passed";
  return moves.some(({ to }) => to > place) ? "skipped" : "ahead";
}
