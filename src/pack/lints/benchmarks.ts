import { segmentsApart } from "./exclusive.ts";
import type { Lint } from "./lint.ts";

export const benchmarkSegmentOrder: Lint = {
  code: "benchmark-segment-order",
  severity: "warning",
  notices: "The benchmarks have targets by segment, an account can be in two segments, and the pack doesn't say which of them counts.",
  reason: "Without a list the first by id counts, which is as good as chance.",
  check: ({ pack: { benchmarks, segments } }) => {
    const ids = Object.keys(segments);
    const isSet = benchmarks.targets.some(({ segment }) => segment !== undefined);
    const overlap = ids.some((one, place) => ids.slice(place + 1).some((other) => !segmentsApart(segments[one], segments[other])));
    if (!isSet || benchmarks.segments !== undefined || !overlap) return [];
    return [{ path: ["benchmarks"], message: "targets are set by segment, and an account can be in several", help: `write the order in which they count: segments: [${ids.join(", ")}]` }];
  },
};

export const targetWithoutEffect: Lint = {
  code: "target-without-effect",
  severity: "warning",
  notices: "A later target of the benchmarks applies wherever this one does.",
  reason: "Of several targets that apply the last counts, so this one is never seen.",
  check: ({ pack: { benchmarks: { targets } } }) =>
    targets.flatMap((target, index) => {
      const hidden = targets.slice(index + 1).some((later) => later.score === target.score && covers(later.stage, target.stage) && covers(later.segment, target.segment));
      return hidden ? [{ path: ["benchmarks", "targets", index], message: `the target of ${target.points} points for \`${target.score}\` never counts`, help: "put the wider target first" }] : [];
    }),
};

type Scope = string | readonly string[] | undefined;
const listOf = (scope: Exclude<Scope, undefined>): readonly string[] => (typeof scope === "string" ? [scope] : scope);

/** Whether a scope takes in everything that another does. */
const covers = (later: Scope, earlier: Scope): boolean => later === undefined || (earlier !== undefined && listOf(earlier).every((id) => listOf(later).includes(id)));
