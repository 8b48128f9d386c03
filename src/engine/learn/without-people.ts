import type { AccountLog } from "../../accounts/account-log.ts";
import type { Past } from "./past.ts";

const opinions: ReadonlySet<string> = new Set(["adjustment_set", "override_set"]);

/** The past as if nobody had lowered, raised or overridden a score. */
export function withoutOpinions(past: Past): Past {
  const strip = (log: AccountLog): AccountLog => ({ ...log, events: log.events.filter(({ name }) => !opinions.has(name)) });
  return { ...past, logs: new Map([...past.logs].map(([account, log]) => [account, strip(log)])) };
}
