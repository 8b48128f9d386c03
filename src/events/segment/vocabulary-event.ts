import type { Properties, Scalar } from "../fact.ts";
import { type ReservedName, vocabulary } from "../vocabulary.ts";
import { vocabularyProblem } from "../vocabulary-problem.ts";
import { readOffsetTime } from "./call-time.ts";
import { CallRejected } from "./call.ts";

/** Properties of the vocabulary that are instants; senders may write them as ISO 8601. A test compares them with the schemas. */
export const instantProperties: ReadonlySet<string> = new Set(["start", "term_end", "ended", "expires", "period_start", "period_end", "date", "reached"]);

/** The properties of an event that means something of its own, with its times as instants; or the reason why not. */
export function vocabularyProperties(name: ReservedName, properties: Properties): Properties {
  const known = vocabulary[name].shape as Readonly<Record<string, unknown>>;
  const read = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, instantProperties.has(key) && Object.hasOwn(known, key) ? instantOf(key, value) : value]));
  const problem = vocabularyProblem(name, read);
  if (problem === undefined) return read;
  throw new CallRejected("invalid_vocabulary", problem.property === "" ? "properties" : `properties.${problem.property}`, problem.message);
}

function instantOf(key: string, value: Scalar): Scalar {
  if (typeof value === "number") return value;
  const instant = readOffsetTime(value);
  if (instant === undefined) throw new CallRejected("invalid_vocabulary", `properties.${key}`, "write a time with its offset, such as 2026-01-31T00:00:00+01:00, or epoch milliseconds; a date alone begins at another instant in each time zone");
  return instant;
}
