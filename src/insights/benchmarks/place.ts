import type { Circumstances } from "../../conditions/circumstances.ts";
import { compareText } from "../../lib/text-order.ts";
import type { BenchmarkSettings, BenchmarkTarget, Grouping } from "./settings.ts";

/** Where an account stands, as far as it makes accounts comparable. Null is a group of its own: in no stage, in no segment, without a contract. */
export interface Place {
  readonly stage: string | null;
  readonly segment: string | null;
  /** Which part of `tenure` the months of its contract fall into, counted from 0. */
  readonly tenure: number | null;
}

/** Gives the place of any circumstances; equal places are the same object, so that millions of them stay small. */
export function compilePlaces({ segments, tenure }: BenchmarkSettings): (circumstances: Pick<Circumstances, "stage" | "segments" | "contract">) => Place {
  const known = new Map<string, Place>();
  let order = segments;
  return ({ stage = null, segments: memberships, contract: { months } }) => {
    // Every account was asked for all segments of the pack.
    order ??= [...memberships.keys()].sort(compareText);
    const segment = order.find((id) => memberships.get(id) === true) ?? null;
    const part = typeof months === "number" ? tenure.filter((month) => months >= month).length : null;
    const place = { stage, segment, tenure: part };
    const key = groupKey(place, ["stage", "segment", "tenure"]);
    const same = known.get(key);
    if (same) return same;
    known.set(key, place);
    return place;
  };
}

/** What accounts of one group have in common, as one text. */
export function groupKey(place: Place, by: readonly Grouping[]): string {
  return JSON.stringify(by.map((grouping) => place[grouping]));
}

/** From the narrowest grouping to everybody: the last of the list is left out first. */
export function widenings(by: readonly Grouping[]): readonly (readonly Grouping[])[] {
  return Array.from({ length: by.length + 1 }, (_, left) => by.slice(0, by.length - left));
}

const covers = (scope: string | readonly string[] | undefined, id: string | null): boolean => scope === undefined || (id !== null && (typeof scope === "string" ? scope === id : scope.includes(id)));

/** The fixed target of a score at a place: the last of those that apply. */
export function targetAt(targets: readonly BenchmarkTarget[], subject: string, place: Place): BenchmarkTarget | undefined {
  return targets.findLast(({ score, stage, segment }) => score === subject && covers(stage, place.stage) && covers(segment, place.segment));
}

/** `months 3 to 6`: the part of tenure in words; months are those of the contract. */
export function tenureText(part: number | null, tenure: readonly number[]): string {
  if (part === null) return "without a contract";
  const [from, to] = [part === 0 ? 0 : (tenure[part - 1] as number), tenure[part]];
  return to === undefined ? `month ${from} and later` : `months ${from} to ${to}`;
}
