import type { AccessAnswer } from "../../contract/access-routes.ts";

export type Retained = AccessAnswer<"getRetention">["classes"][number];

/** How long a kind of data is kept, in words. */
export function keptWords({ setting, days, keptDays }: Pick<Retained, "setting" | "days" | "keptDays">): string {
  if (setting === null) return "always";
  if (days === null) return "for ever";
  const kept = keptDays ?? days;
  return `${kept} ${kept === 1 ? "day" : "days"}`;
}

/** What has to be said about a rule beside its days. */
export function ruleNote({ setting, days, keptDays }: Pick<Retained, "setting" | "days" | "keptDays">): string | undefined {
  if (setting === null) return "today's scores rest on it";
  return keptDays === null ? undefined : `the rule says ${days}, the health definition needs more`;
}
