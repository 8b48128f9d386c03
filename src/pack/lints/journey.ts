import type { Condition } from "../../conditions/schema.ts";
import { type Clause, type Tree, treeOf } from "../../conditions/tree.ts";
import { waysFrom } from "../../journey/compile.ts";
import { type Line, onlyLine } from "../../journey/schema.ts";
import type { Stage } from "../../journey/stage.ts";
import { formatDuration, inDays } from "../../lib/duration.ts";
import type { MetricDefinition } from "../../metrics/schema.ts";
import type { Pack } from "../schema.ts";
import type { Finding, Lint } from "./lint.ts";

export const stageOutOfReach: Lint = {
  code: "stage-out-of-reach",
  severity: "warning",
  notices: "No criterion leads into a stage, while others of its line have criteria.",
  reason: "Accounts come there only when a person sets it. Mostly the stage before has no exit, or the stage no `enter`. A line without any criterion is set by hand on purpose and not reported.",
  check: ({ pack }) =>
    linesOf(pack).flatMap(({ line, at }) => {
      const ways = line.stages.map((_, from) => waysFrom(line.stages, from));
      if (ways.every((out) => out.length === 0)) return [];
      const reached = new Set([0]);
      for (const place of reached) for (const { to } of ways[place] ?? []) reached.add(to);
      return line.stages.flatMap(({ id, lost }, place): Finding[] => {
        if (lost || reached.has(place)) return [];
        return [{ path: at(place, "id"), message: `no criterion leads to stage \`${id}\``, help: `give it an \`enter\`, or the stage before it an \`exit\`${line.stages[place - 1] ? ` (\`${line.stages[place - 1]?.id}\`)` : ""}` }];
      });
    }),
};

export const criterionNeverHolds: Lint = {
  code: "criterion-never-holds",
  severity: "warning",
  notices: "A criterion of a stage, or an exit together with the entry of the next stage, contradicts itself or asks for values that its metric can't have.",
  reason: "Accounts stay in the stage for ever and are called stuck, whatever they do. Mostly a comparison points the wrong way, or a share is written in percent.",
  check: ({ pack }) =>
    linesOf(pack).flatMap(({ line, at }) =>
      line.stages.flatMap((_, from) =>
        waysFrom(line.stages, from).flatMap(({ to, conditions }): Finding[] => {
          const clash = contradictionIn(conditions, pack.metrics);
          if (clash === undefined) return [];
          const [here, there] = [line.stages[from], line.stages[to]] as [Stage, Stage];
          return [{ path: at(from, "exit"), message: `nothing can lead from stage \`${here.id}\` to \`${there.id}\`: ${clash}`, help: "change one of the comparisons" }];
        }),
      ),
    ),
};

export const expectedAfterStuck: Lint = {
  code: "expected-after-stuck",
  severity: "error",
  notices: "A stage is expected to take longer than the time after which an account in it is stuck.",
  reason: "An account would be stuck before it is behind.",
  check: ({ pack }) =>
    linesOf(pack).flatMap(({ line, at }) =>
      line.stages.flatMap(({ id, expected, stuck }, place): Finding[] => {
        if (!expected || !stuck || inDays(expected) <= inDays(stuck)) return [];
        return [{ path: at(place, "stuck"), message: `stage \`${id}\` is expected to take ${formatDuration(expected)}, and stuck after ${formatDuration(stuck)} already`, help: "write a `stuck` that is longer than `expected`" }];
      }),
    ),
};

/** A line of business and where it is written. */
interface Placed {
  readonly line: Line;
  /** The path to a key of a stage as it is written. */
  readonly at: (place: number, key: string) => Finding["path"];
}

export function linesOf({ journey }: Pack): Placed[] {
  return (journey?.lines ?? []).map((line) => {
    const root = line.id === onlyLine && journey?.lines.length === 1 ? ["journey"] : ["journey", "lines", line.id];
    return { line, at: (place, key) => (line.basedOnDefault ? root : [...root, "stages", place, key]) };
  });
}

/** What values of a subject are left, after some comparisons that must all hold. */
interface Left {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
  readonly words: string;
}

/** Two comparisons of the same subject that can't both hold, in words; only what must hold in any case is looked at. */
function contradictionIn(conditions: readonly Condition[], metrics: Pack["metrics"]): string | undefined {
  const left = new Map<string, Left>();
  for (const clause of conditions.flatMap((condition) => necessary(treeOf(condition)))) {
    const { subject } = clause;
    const key = `${subject.kind} ${subject.name}`;
    const metric = subject.kind === "metric" ? metrics[subject.name] : undefined;
    const before = left.get(key) ?? { ...everything, ...(metric && rangeOf(metric)), words: "" };
    const after = narrowed(before, clause);
    if (isEmpty(after)) return before.words === "" ? `${subject.name} is never ${after.words}` : `${subject.name} can't be ${before.words} and ${after.words.slice(before.words.length + 5)}`;
    left.set(key, after);
  }
  return undefined;
}

const everything: Left = { low: -Infinity, lowOpen: false, high: Infinity, highOpen: false, words: "" };
const isEmpty = ({ low, high, lowOpen, highOpen }: Left): boolean => low > high || (low === high && (lowOpen || highOpen));

/** Clauses that hold whenever the condition does. */
function necessary(tree: Tree): readonly Clause[] {
  if (tree.kind === "clause") return [tree.clause];
  return tree.kind === "all" || tree.kind === "any" ? (tree.kind === "all" || tree.parts.length === 1 ? tree.parts.flatMap(necessary) : []) : [];
}

function narrowed(left: Left, { operator, operands }: Clause): Left {
  const numbers = operands.filter((operand) => typeof operand === "number");
  const [first = Number.NaN, second = first] = numbers;
  if (numbers.length === 0) return left;
  const from = (low: number, open: boolean): Left => (low > left.low || (low === left.low && open) ? { ...left, low, lowOpen: open } : left);
  const to = (high: number, open: boolean, base = left): Left => (high < base.high || (high === base.high && open) ? { ...base, high, highOpen: open } : base);
  const said = (next: Left, words: string): Left => ({ ...next, words: left.words === "" ? words : `${left.words} and ${words}` });
  switch (operator) {
    case "over":
      return said(from(first, true), `over ${first}`);
    case "at_least":
      return said(from(first, false), `at least ${first}`);
    case "under":
      return said(to(first, true), `under ${first}`);
    case "at_most":
      return said(to(first, false), `at most ${first}`);
    case "between":
      return said(to(second, false, from(first, false)), `between ${first} and ${second}`);
    case "is":
      return said(to(Math.max(...numbers), false, from(Math.min(...numbers), false)), numbers.join(" or "));
    case "is_not":
    case "is_set":
      return left;
  }
}

/** Values that a kind of metric can have, as far as its definition tells. */
function rangeOf(metric: MetricDefinition): Partial<Left> {
  switch (metric.kind) {
    case "milestones":
      return metric.measure === "share" ? { low: 0, high: 1 } : { low: 0 };
    case "pulse":
      return { low: 0, high: 100 };
    case "adoption":
      return metric.measure === "users" ? { low: 0 } : { low: 0, ...(metric.measure === "breadth" && { high: 1 }) };
    case "share_of_users":
      return metric.of === "seats" ? { low: 0 } : { low: 0, high: 1 };
    case "trend":
      return { low: -1 };
    case "count":
    case "active_users":
    case "active_days":
    case "recency":
    case "open_items":
      return { low: 0 };
    case "sum":
    case "average":
    case "last":
    case "rate":
    case "trait":
    case "survey":
    case "attainment":
    case "manual":
    case "formula":
    case "recipe":
      return {};
  }
}
