import type { MetricDefinition } from "../../../metrics/schema.ts";
import type { Selection } from "../../../metrics/selection.ts";
import type { MetricValue } from "../../../metrics/value.ts";
import type { View } from "./view.ts";

/** How one kind of metric is measured. */
export interface Clause<M extends MetricDefinition> {
  /**
   * The selections of which at least one must have a feed: unless somebody in the workspace once sent such an event,
   * the metric is `never_seen` and `value` isn't asked. Absent for kinds that know by themselves whether they were ever fed.
   */
  readonly feed?: (metric: M) => readonly Selection[];
  readonly value: (metric: M, view: View) => MetricValue;
}
