import type { Instant } from "../../lib/zone.ts";
import type { VersionEntry } from "../versions.ts";

/**
 * The version that tells a midnight: the one that was in use then, or a later one that was applied to tell history anew. What was
 * before the first is the first's. Versions ascend by number; undefined when there is none.
 */
export function versionTelling<V extends Pick<VersionEntry, "appliedAt" | "rewritesHistory">>(versions: readonly V[], midnight: Instant): V | undefined {
  return versions.findLast(({ appliedAt, rewritesHistory }) => rewritesHistory || appliedAt <= midnight) ?? versions[0];
}
