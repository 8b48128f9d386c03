import { eventsBefore, textOf } from "../../accounts/account-log.ts";
import type { EventFact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import { type PersonalAdjustment, personalOutcome } from "../../scores/adjustment.ts";
import { type Direction, adjustmentDirection, opposite, resultDirection } from "../../scores/direction.ts";
import { shown } from "../../scores/explain.ts";
import { type Override, overrideAt } from "../../scores/override.ts";
import type { Result } from "../../scores/snapshot.ts";
import type { Scores } from "../answers/scores.ts";
import { Unanswerable } from "../answers/unanswerable.ts";
import { adjustmentOf, overrideOf } from "../people.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { Said } from "./said.ts";

interface About {
  readonly workspace: string;
  readonly account: string;
  readonly now: Instant;
}

/** What saying this does to the score of the account as it stands; most of what is recorded is no opinion about the score. */
export async function directionOf(scores: Scores, about: About, said: Pick<Said, "name" | "properties" | "at">): Promise<Direction> {
  if (said.name === "adjustment_set") return adjustmentDirection(adjustmentOf(asEvent(said, "new")) as PersonalAdjustment);
  if (said.name !== "override_set") return "same";
  return withOverrides(scores, about, (overrides) => [...overrides, overrideOf(asEvent({ ...said, at: about.now - 1 }, "new"))]);
}

/** What taking an event back does to it. */
export async function withdrawalDirection(scores: Scores, about: About, event: EventFact): Promise<Direction> {
  if (event.name === "override_set") return withOverrides(scores, about, (overrides) => overrides.filter(({ id }) => id !== event.messageId));
  const adjustment = event.name === "adjustment_set" ? adjustmentOf(event) : undefined;
  // One that has expired counts no more, and a withdrawal changes nothing of what was.
  return adjustment && personalOutcome(adjustment, about.now) === "applied" ? opposite[adjustmentDirection(adjustment)] : "same";
}

/** What other overrides than those that stand would do to the score. */
async function withOverrides(scores: Scores, { workspace, account, now }: About, change: (overrides: readonly Override[]) => readonly Override[]): Promise<Direction> {
  const { timezone: zone } = scores.pack.pack;
  const log = (await scores.ports.accounts.readAccounts({ workspace, accounts: [account] })).get(account);
  const overrides = log ? eventsBefore({ ...log, born: 0 }, "override_set", now).map(overrideOf) : [];
  const scored = await customerNow(scores, workspace, account);
  const resultWith = (standing: readonly Override[]): Result => {
    const override = overrideAt(standing, now, zone);
    if (!scored) return { score: override?.score ?? null, band: override?.band ?? "unknown" };
    return shown(scored.snapshot.computed, override, scored.model);
  };
  return resultDirection(resultWith(overrides), resultWith(change(overrides)));
}

async function customerNow(scores: Scores, workspace: string, account: string): Promise<ScoredAccount | undefined> {
  try {
    return (await scores.customer(workspace, account, await scores.moment(workspace, "now"))).scored;
  } catch (error) {
    // Who is no customer has no score that could be raised but by what people say of it.
    if (error instanceof Unanswerable && error.kind === "no_score") return undefined;
    throw error;
  }
}

const asEvent = ({ name, properties, at }: Pick<Said, "name" | "properties" | "at">, messageId: string): EventFact => ({
  type: "event", messageId, name, properties, time: at, knownAt: at, originalTime: at, receivedAt: at, account: "", user: "", source: "", attribution: "explicit",
});

/** Who recorded an event, and when it came in. */
export const recordedBy = (event: EventFact): { readonly author: string; readonly recordedAt: Instant } => ({ author: textOf(event, "author") ?? "", recordedAt: event.knownAt });
