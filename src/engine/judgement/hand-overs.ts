import { textOf } from "../../accounts/account-log.ts";
import type { EventFact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";

/** An account that went from one owner to another. */
export interface HandOver {
  readonly message: string;
  readonly time: Instant;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly by: string | null;
  readonly note: string | null;
}

/** The hand-overs since an instant, latest first. An account that got its first owner wasn't handed over by anybody. */
export function handOversSince(changes: readonly EventFact[], since: Instant): HandOver[] {
  const owners = new Map<string, string>();
  const found = changes.flatMap((event): HandOver[] => {
    const { account, time, messageId } = event;
    const [from, to] = [owners.get(account), textOf(event, "owner") ?? ""];
    owners.set(account, to);
    if (from === undefined || from === to || time < since) return [];
    return [{ message: messageId, time, account, from, to, by: textOf(event, "author") ?? null, note: textOf(event, "note") ?? null }];
  });
  return found.sort((left, right) => right.time - left.time);
}
