import type { Variant } from "../../scores/schema.ts";
import { segmentsApart } from "./exclusive.ts";
import type { Finding, Lint, Subject } from "./lint.ts";

export const variantsOverlap: Lint = {
  code: "variants-overlap",
  severity: "warning",
  notices: "Two variants change the same setting in different ways, and an account can be in both.",
  reason: "The later one wins, which nobody sees who adds one in between. Say in `accept` that the order is meant, or make the segments exclude each other. `bellwether model <account>` prints what counts for an account.",
  check: ({ pack }) =>
    pack.model.variants.flatMap((later, index) => {
      const [first] = pack.model.variants.slice(0, index).flatMap((earlier, place) => clash({ earlier, place, later }, pack));
      return first ? [{ path: ["model", "variants", index], ...first }] : [];
    }),
};

interface Pair {
  readonly earlier: Variant;
  readonly place: number;
  readonly later: Variant;
}

/** The first setting in which two variants differ, when some account could be in both. */
function clash({ earlier, place, later }: Pair, pack: Subject["pack"]): Pick<Finding, "message" | "help">[] {
  if (exclusive(earlier, later, pack)) return [];
  const before = new Map(settingsOf(earlier));
  const setting = settingsOf(later).find(([path, value]) => before.has(path) && before.get(path) !== value);
  if (!setting) return [];
  return [{ message: `\`${setting[0]}\` is changed here and in variant ${place + 1}, and an account can be in both`, help: "this one wins, as the later of the two; if that is meant, accept it with the reason" }];
}

const listOf = (scope: string | readonly string[] | undefined): readonly string[] => (scope === undefined ? [] : typeof scope === "string" ? [scope] : scope);

/** An account is in one stage; of segments it can be told when they ask for different values of one trait. */
function exclusive(one: Variant, other: Variant, { segments }: Subject["pack"]): boolean {
  const disjoint = <T>(left: readonly T[], right: readonly T[], differ: (a: T, b: T) => boolean): boolean => left.length > 0 && right.length > 0 && left.every((a) => right.every((b) => differ(a, b)));
  const apart = (a: string, b: string): boolean => a !== b && segmentsApart(segments[a], segments[b]);
  return disjoint(listOf(one.stage), listOf(other.stage), (a, b) => a !== b) || disjoint(listOf(one.segment), listOf(other.segment), apart);
}

/** Every setting that a variant names, as a path in words with its value. */
function settingsOf({ bands, coverage_floor, categories = {}, adjustments = [] }: Variant): [path: string, value: string][] {
  const own = (path: string, settings: object): [string, string][] => Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : [[`${path}.${key}`, JSON.stringify(value)]]));
  return [
    ...own("bands", bands ?? {}),
    ...(coverage_floor === undefined ? [] : [["coverage_floor", String(coverage_floor)] as [string, string]]),
    ...Object.entries(categories).flatMap(([id, { metrics = {}, ...category }]) => [...own(id, category), ...Object.entries(metrics).flatMap(([metric, settings]) => own(`${id}.${metric}`, settings))]),
    ...adjustments.flatMap(({ id, ...adjustment }) => own(`adjustment ${id}`, adjustment)),
  ];
}
