/** Keys under which instants lie in what commands print. */
const instants: ReadonlySet<string> = new Set(["asOf", "knownAt", "since", "expires", "time", "renewal", "at", "seenAt", "instant", "splitAt", "knownTo", "frozenAt", "periodStart", "periodEnd"]);

/** A document for scripts: instants in ISO 8601, so that nobody has to guess what a number of milliseconds is. */
export function jsonText(document: unknown): string {
  return JSON.stringify(document, (key, value: unknown) => (instants.has(key) && typeof value === "number" && Number.isFinite(value) ? new Date(value).toISOString() : value), 2);
}
