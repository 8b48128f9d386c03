import type { MissingReason } from "../../metrics/value.ts";

/** Why a value isn't there, for somebody who has to decide whether to do something about it. */
export const missingWords: Readonly<Record<MissingReason, { readonly short: string; readonly long: string }>> = {
  never_seen: { short: "no data yet", long: "Nothing of this kind has arrived, or this account never had any of it." },
  too_young: { short: "too new", long: "The account hasn't been here long enough to measure this." },
  source_stale: { short: "source is late", long: "The source that delivers this is behind, so its numbers are held back." },
  not_applicable: { short: "doesn't apply", long: "What this is measured against isn't there for this account, such as seats or earlier use." },
  expired: { short: "out of date", long: "The last value is too old to count." },
};
