import type { MetricValue } from "../../metrics/value.ts";
import type { Band } from "../../scores/bands.ts";
import type { JourneyStatus } from "../../journey/status.ts";
import type { Expectation, ScoreCheck, ValueCheck } from "./schema.ts";

/** What was seen of an account at an instant. */
export interface SeenAccount {
  readonly customer: boolean;
  /** Undefined for who is no customer, and has no score therefore. */
  readonly score?: number | null;
  readonly band?: Band;
  readonly stage: string | null;
  readonly categories: ReadonlyMap<string, number | null>;
  readonly metrics: ReadonlyMap<string, MetricValue>;
  readonly lines: readonly SeenLine[];
}

export interface SeenLine {
  readonly line: string;
  readonly stage: string;
  readonly status: JourneyStatus | null;
  readonly milestones: ReadonlyMap<string, boolean>;
  /** Whether the score uses its stage. */
  readonly scores: boolean;
}

/** One thing that came out otherwise than expected. */
export interface Mismatch {
  /** The keys that lead to it in the expectation. */
  readonly path: readonly string[];
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
}

/** Everything that differs from what is expected; nothing when all is as it should be. */
export function mismatches(expected: Expectation, seen: SeenAccount): Mismatch[] {
  const line = expected.line === undefined ? (seen.lines.find(({ scores }) => scores) ?? seen.lines[0]) : seen.lines.find((one) => one.line === expected.line);
  const stage = seen.lines.length > 0 || expected.line !== undefined ? (line?.stage ?? null) : seen.stage;
  return [
    ...unless(expected.customer, (wanted) => seen.customer === wanted, { path: ["customer"], what: "customer", seen: yesNo(seen.customer), words: yesNo }),
    ...unless(expected.score, (wanted) => scoreFits(wanted, seen.score), { path: ["score"], what: "score", seen: scoreText(seen.score), words: checkText }),
    ...unless(expected.band, (wanted) => [wanted].flat().includes(seen.band ?? "unknown") && seen.band !== undefined, { path: ["band"], what: "band", seen: seen.band ?? "no band: no customer", words: (wanted) => [wanted].flat().join(" or ") }),
    ...Object.entries(expected.categories ?? {}).flatMap(([id, check]) => {
      const score = seen.categories.has(id) ? seen.categories.get(id) : undefined;
      return unless(check, (wanted) => scoreFits(wanted, score), { path: ["categories", id], what: `score of ${id}`, seen: scoreText(score), words: checkText });
    }),
    ...Object.entries(expected.metrics ?? {}).flatMap(([id, check]) => {
      const value = seen.metrics.get(id);
      return unless(check, (wanted) => valueFits(wanted, value), { path: ["metrics", id], what: `metric ${id}`, seen: valueText(value), words: checkText });
    }),
    ...unless(expected.stage, (wanted) => stage === wanted, { path: ["stage"], what: "stage", seen: stage ?? "none", words: String }),
    ...unless(expected.journey, (wanted) => line?.status === wanted, { path: ["journey"], what: "journey", seen: line?.status ?? "none", words: String }),
    ...Object.entries(expected.milestones ?? {}).flatMap(([id, reached]) => {
      const found = line?.milestones.get(id) ?? false;
      return unless(reached, (wanted) => found === wanted, { path: ["milestones", id], what: `milestone ${id}`, seen: found ? "reached" : "not reached", words: (wanted) => (wanted ? "reached" : "not reached") });
    }),
  ];
}

interface About<T> extends Omit<Mismatch, "expected"> {
  readonly words: (wanted: T) => string;
}

function unless<T>(wanted: T | undefined, fits: (wanted: T) => boolean, { words, ...about }: About<T>): Mismatch[] {
  return wanted === undefined || fits(wanted) ? [] : [{ ...about, expected: words(wanted) }];
}

const yesNo = (is: boolean): string => (is ? "yes" : "no");

function scoreFits(check: ScoreCheck, score: number | null | undefined): boolean {
  if (check === "none") return score === null || score === undefined;
  return typeof score === "number" && numberFits(check, score);
}

function valueFits(check: ValueCheck, seen: MetricValue | undefined): boolean {
  if (seen === undefined) return false;
  if (typeof check !== "number" && check.missing !== undefined) return "missing" in seen && seen.missing === check.missing;
  return "value" in seen && numberFits(check, seen.value);
}

type Bounds = Exclude<ScoreCheck, "none">;

function numberFits(check: Bounds, value: number): boolean {
  if (typeof check === "number") return Math.abs(value - check) <= 0.5 * 10 ** -decimalsOf(check) + 1e-9;
  const { over = -Infinity, at_least = -Infinity, under = Infinity, at_most = Infinity, between: [low, high] = [-Infinity, Infinity] } = check;
  return value > over && value >= at_least && value < under && value <= at_most && value >= low && value <= high;
}

/** A number fits as exactly as it is written: 52.3 is everything that rounds to it. */
const decimalsOf = (written: number): number => String(written).split(".")[1]?.length ?? 0;

function checkText(check: ScoreCheck | ValueCheck): string {
  if (typeof check !== "object") return String(check);
  const { between, ...rest } = check;
  return [...Object.entries(rest).map(([key, value]) => `${key.replace("_", " ")} ${value}`), ...(between ? [`between ${between[0]} and ${between[1]}`] : [])].join(", ");
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

function scoreText(score: number | null | undefined): string {
  return typeof score === "number" ? shown(score) : score === null ? "none" : "none: no customer, or not in its model";
}

function valueText(value: MetricValue | undefined): string {
  if (value === undefined) return "not measured: no customer";
  return "value" in value ? shown(value.value) : `missing: ${value.missing}`;
}
