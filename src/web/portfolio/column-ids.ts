/** Columns that every portfolio can have, in the order of the menu. */
const usualIds = ["health", "trend", "change", "week", "stage", "gap", "revenue", "renewal", "owner", "coverage", "held"] as const;
export type UsualId = (typeof usualIds)[number];

/** What is shown where nothing is chosen. */
export const standardIds: readonly string[] = ["health", "trend", "change", "stage", "gap", "revenue", "renewal", "owner", "coverage"];

const metricPrefix = "metric:";
export const metricId = (metric: string): `metric:${string}` => `${metricPrefix}${metric}`;
export const isMetricId = (id: string): id is `metric:${string}` => /^metric:[a-z][a-z0-9_]*$/.test(id);
const traitPrefix = "trait:";
/** Traits are called as their sender likes; commas part columns. */
export const traitId = (trait: string): string => `${traitPrefix}${encodeURIComponent(trait)}`;

/** The trait that a column shows, if it shows one. */
export function traitOf(id: string): string | undefined {
  if (!id.startsWith(traitPrefix) || id.length === traitPrefix.length) return undefined;
  try {
    return decodeURIComponent(id.slice(traitPrefix.length));
  } catch {
    return undefined;
  }
}

/** More than fit beside each other on any screen. */
const mostColumns = 24;

/** What the address names, each once; those of metrics may be of another health definition, and traits nobody has any more. */
export function columnIdsIn(text: string | undefined): readonly string[] {
  const ids = (text ?? "").split(",").filter((id) => (usualIds as readonly string[]).includes(id) || isMetricId(id) || traitOf(id) !== undefined);
  return [...new Set(ids)].slice(0, mostColumns);
}

export const metricsOf = (ids: readonly string[]): readonly string[] => ids.flatMap((id) => (id.startsWith(metricPrefix) ? [id.slice(metricPrefix.length)] : []));

export const traitsOf = (ids: readonly string[]): readonly string[] => ids.flatMap((id) => traitOf(id) ?? []);

/** A column moves one place to the left or to the right; at the end it stays. */
export function moved(ids: readonly string[], id: string, by: -1 | 1): readonly string[] {
  const from = ids.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= ids.length) return ids;
  const next = [...ids];
  [next[from], next[to]] = [next[to] ?? id, id];
  return next;
}

/** The choice as the address has it: nothing where it is the usual one. */
export const chosenOf = (ids: readonly string[]): readonly string[] | undefined => (ids.join() === standardIds.join() ? undefined : ids);
