import { type Instant, localDate } from "../lib/zone.ts";
import type { Pack } from "../pack/schema.ts";
import type { Difference, DifferencePart } from "../scores/difference.ts";
import { metricName } from "../pack/names.ts";
import { changeText } from "../lib/number-text.ts";
import type { Paint } from "./format.ts";
import { tableText } from "./table.ts";

/** What a score is compared with. */
export interface Since {
  readonly asOf: Instant;
  /** Undefined when there was no score then. */
  readonly difference: Difference | undefined;
  /** Reasons of adjustments and overrides, by what the difference calls them. */
  readonly reasons: ReadonlyMap<string, string>;
}

const causeWords: Readonly<Record<DifferencePart["cause"], string>> = {
  version: "the model's version",
  stage_segment: "stage or segment",
  missing_data: "data that is missing now, or no longer",
  data: "data",
  adjustment: "adjustments",
  override: "an override",
  expiry: "what expired",
};

interface Compared {
  readonly pack: Pack;
  readonly paint: Paint;
  readonly since?: Since;
}

/** Every point of the change has a cause; together they are the change. */
export function changeLines({ since, pack, paint }: Compared): string[] {
  if (!since) return [];
  const date = localDate(since.asOf, pack.pack.timezone);
  if (!since.difference) return [`Nothing to compare with: there was no score on ${date}.`];
  const { from, to, parts } = since.difference;
  const telling = parts.filter(({ points }) => Math.abs(points) >= 0.05).toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points));
  if (telling.length === 0) return [`Since ${date} nothing has changed: ${from.toFixed(1)} then and now.`];
  const rows = telling.map(({ cause, subject, points }) => [changeText(points, 1), subject === undefined ? "" : (since.reasons.get(subject) ?? metricName(pack, subject)), causeWords[cause]]);
  const columns = [{ head: "points", align: "right" as const }, { head: "what" }, { head: "because of" }];
  return [paint("bold", `Since ${date}: ${from.toFixed(1)} to ${to.toFixed(1)}, ${changeText(to - from, 1)}`), tableText(columns, rows)];
}
