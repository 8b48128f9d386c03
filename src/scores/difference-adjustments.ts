import type { Cause, Step, Way } from "./difference-state.ts";
import type { EffectiveModel } from "./effective.ts";
import type { AdjustmentPart } from "./snapshot.ts";

/** From the adjustments that applied to those that apply: ended ones go, changed ones change, new ones come. */
export function adjustmentSteps(way: Way): Step[] {
  const [was, is] = [applied(way.from.adjustments), applied(way.to.adjustments)];
  return [...endedSteps(way, was, is), ...changedSteps(way, was, is), ...orderSteps(way, was, is), ...begunSteps(way, was, is)];
}

type Applied = ReadonlyMap<string, AdjustmentPart>;

/** A person's and a model's adjustment may have the same id. */
const keyOf = ({ by, id }: AdjustmentPart): string => `${by} ${id}`;
const applied = (parts: readonly AdjustmentPart[]): Applied =>
  new Map(parts.filter(({ outcome }) => outcome === "applied").map((part) => [keyOf(part), part]));

function endedSteps(way: Way, was: Applied, is: Applied): Step[] {
  const ended = [...was.values()].filter((part) => !is.has(keyOf(part)));
  return ended.map((part) => ({
    cause: redefinedBy(way, part) ?? (hasExpired(way, part) ? "expiry" : "adjustment"),
    subject: part.id,
    replace: (state) => ({ ...state, adjustments: state.adjustments.filter((other) => keyOf(other) !== keyOf(part)) }),
  }));
}

function hasExpired({ to }: Way, part: AdjustmentPart): boolean {
  if (part.by === "person") return part.expires !== undefined && part.expires <= to.asOf;
  return to.adjustments.some((other) => keyOf(other) === keyOf(part) && other.outcome === "expired");
}

function changedSteps(way: Way, was: Applied, is: Applied): Step[] {
  const changed = [...is.values()].filter((part) => {
    const before = was.get(keyOf(part));
    return before !== undefined && (before.operation !== part.operation || before.amount !== part.amount);
  });
  return changed.map((part) => ({
    cause: redefinedBy(way, part) ?? "adjustment",
    subject: part.id,
    replace: (state) => ({ ...state, adjustments: state.adjustments.map((other) => (keyOf(other) === keyOf(part) ? part : other)) }),
  }));
}

/** Only another model can put adjustments in another order. */
function orderSteps(way: Way, was: Applied, is: Applied): Step[] {
  const kept = [...is.keys()].filter((key) => was.has(key));
  const before = [...was.keys()].filter((key) => is.has(key));
  if (kept.every((key, index) => key === before[index])) return [];
  const cause = way.before === way.between ? "stage_segment" : "version";
  return [{ cause, replace: (state) => ({ ...state, adjustments: kept.map((key) => is.get(key) as AdjustmentPart) }) }];
}

function begunSteps(way: Way, was: Applied, is: Applied): Step[] {
  const order = [...is.keys()];
  const begun = [...is.values()].filter((part) => !was.has(keyOf(part)));
  return begun.map((part) => ({
    cause: redefinedBy(way, part) ?? "adjustment",
    subject: part.id,
    replace: (state) => {
      const adjustments = [...state.adjustments, part].sort((left, right) => order.indexOf(keyOf(left)) - order.indexOf(keyOf(right)));
      return { ...state, adjustments };
    },
  }));
}

/** Where the definition of a model's adjustment changed, that is the cause, whatever its condition reads. */
function redefinedBy({ before, between, after }: Way, { by, id }: AdjustmentPart): Cause | undefined {
  if (by === "person") return undefined;
  if (definition(before, id) !== definition(between, id)) return "version";
  return definition(between, id) === definition(after, id) ? undefined : "stage_segment";
}

const definition = ({ adjustments }: EffectiveModel, id: string): string | undefined => {
  const { reason: _reason, ...rest } = adjustments.find((adjustment) => adjustment.id === id) ?? { reason: "" };
  return JSON.stringify(rest);
};
