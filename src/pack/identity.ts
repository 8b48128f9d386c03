import type { Pack } from "./schema.ts";

/**
 * Identifies what a pack means: equal for packs that differ only in layout, order of keys, files, the spelling of
 * durations, or defaults written out. Snapshots carry it for years and a collision would pass one model off as
 * another, so it has to be a cryptographic hash; those are not at hand in pure code, so the caller brings one.
 */
export function packVersion(pack: Pack, hash: (text: string) => string): string {
  return hash(canonicalPack(pack));
}

/** The checked pack as one text that depends on nothing but its meaning. */
export function canonicalPack(pack: Pack): string {
  const metrics = Object.entries(pack.metrics).map(([id, metric]) => [id, orderedMetric(metric)] as const);
  // What scores are judged by, compared with and summed up to, and what is done about them, doesn't move them.
  const model = { ...pack.model, roll_up: undefined };
  // Nor does who answers for it, or may change it.
  const about = { ...pack.pack, owner: undefined, owned_by: undefined };
  return canonicalJson({ ...pack, pack: about, model, outcomes: undefined, benchmarks: undefined, revenue: undefined, plans: undefined, metrics: Object.fromEntries(metrics) });
}

/** Of target curves the first whose segment applies counts, so there the order of keys has a meaning, and they become a list. */
export function orderedMetric(metric: Pack["metrics"][string]): object {
  return metric.kind !== "attainment" || metric.segments === undefined ? metric : { ...metric, segments: Object.entries(metric.segments) };
}

/** JSON with the keys of every object in code unit order; what is undefined isn't there. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const ordered = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${ordered.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
}
