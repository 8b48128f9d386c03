import { type MetricValue, missing, present } from "../../../metrics/value.ts";

/** A part of a whole. Without a whole, or with an empty one, there is no share to speak of. */
export function ratio(part: number, whole: number | undefined): MetricValue {
  return whole === undefined || whole === 0 ? missing("not_applicable") : present(part / whole);
}
