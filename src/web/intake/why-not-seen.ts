import type { Answer } from "../../contract/routes.ts";

type Found = Answer<"getAccountPipeline">;

/** Why an account isn't seen, or not as expected: the first thing that could be the reason, and what to do about it. */
export function whyNotSeen({ account, isKnown, total, events, elsewhere, waiting, unattributed }: Pick<Found, "account" | "isKnown" | "total" | "events" | "elsewhere" | "waiting" | "unattributed">): { readonly verdict: string; readonly todo: string } {
  const strays = unattributed.events > 0 ? ` In the last 30 days ${unattributed.events.toLocaleString("en")} events belonged to no account, because their users were never put into one: send a group call for them, or a groupId with each event.` : "";
  const [other] = elsewhere;
  if (total === 0 && other) return { verdict: `No event lies under “${account}”: what was sent went to another account.`, todo: other.why === "match" ? "The id was matched with the account below. If that is wrong, take the match back; the events come here again." : `Its users were in the account below when they sent, and no call named another.${strays}` };
  if (!isKnown) return { verdict: `Nothing that is stored carries the id “${account}”.`, todo: `${waiting > 0 ? "Some calls wait to be loaded; ask again in a moment." : "Look how your product writes the id of this account: letters, spaces and leading zeros count."}${strays}` };
  if (total === 0) return { verdict: "The account is known, but no event of it has come.", todo: `It was named by a group call or a trait alone.${strays}` };
  if (events.every(({ withdrawnAt }) => withdrawnAt !== null)) return { verdict: "What came last was taken back, so nothing counts it.", todo: "Who took it back, and why, stands in the account's history." };
  if (events.every(({ metrics }) => metrics.length === 0)) return { verdict: "Events come, but no metric counts those that came last.", todo: "Compare their names and times with what the metrics count, on How scores work." };
  return { verdict: "Events come, and metrics count them.", todo: waiting > 0 ? "Some calls still wait to be loaded." : "What came last stands below, with the metrics that count it." };
}
