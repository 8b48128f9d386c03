import type { AccountLog } from "../../accounts/account-log.ts";

const opinions: ReadonlySet<string> = new Set(["adjustment_set", "override_set"]);

/** What the log says of an account, as if nobody had lowered, raised or overridden its score. */
export const withoutOpinions = <L extends Omit<AccountLog, "born">>(log: L): L => ({ ...log, events: log.events.filter(({ name }) => !opinions.has(name)) });
