import type { z } from "zod";
import type { metricSchema } from "../../src/metrics/schema.ts";

type Readonlys<T> = T extends object ? { readonly [K in keyof T]: Readonlys<T[K]> } : T;

/** A metric as a pack writes it, with durations as text and without what has a default. */
export type MetricInput = Readonlys<z.input<typeof metricSchema>>;
