import type { Answer } from "../contract/routes.ts";
import { changeText } from "../lib/number-text.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import type { Cause } from "../scores/difference-state.ts";
import type { Paint } from "./format.ts";
import { tableText } from "./table.ts";

/** What a score is compared with. */
export interface Since {
  readonly asOf: Instant;
  readonly difference: Answer<"getDifference">;
}

const causeWords: Readonly<Record<Cause, string>> = {
  version: "the model's version",
  stage_segment: "stage or segment",
  missing_data: "data that is missing now, or no longer",
  data: "data",
  adjustment: "adjustments",
  override: "an override",
  expiry: "what expired",
};

interface Compared {
  readonly zone: string;
  readonly paint: Paint;
  readonly since?: Since;
}

/** Every point of the change has a cause; together they are the change. */
export function changeLines({ since, zone, paint }: Compared): string[] {
  if (!since) return [];
  const date = localDate(since.asOf, zone);
  const { from, to, points, parts } = since.difference;
  if (from === null || from.score === null || to.score === null || points === null) return [`Nothing to compare with: there was no score on ${date}.`];
  const telling = parts.filter((part) => Math.abs(part.points) >= 0.05).toSorted((left, right) => Math.abs(right.points) - Math.abs(left.points));
  if (telling.length === 0) return [`Since ${date} nothing has changed: ${from.score.toFixed(1)} then and now.`];
  const rows = telling.map((part) => [changeText(part.points, 1), part.subject === null ? "" : part.name, causeWords[part.cause]]);
  const columns = [{ head: "points", align: "right" as const }, { head: "what" }, { head: "because of" }];
  return [paint("bold", `Since ${date}: ${from.score.toFixed(1)} to ${to.score.toFixed(1)}, ${changeText(points, 1)}`), tableText(columns, rows)];
}
