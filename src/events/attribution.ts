import type { Instant } from "../lib/zone.ts";
import type { Attribution, MembershipFact } from "./fact.ts";

type Belonging = Pick<MembershipFact, "account" | "user" | "time" | "knownAt" | "messageId">;

/** Which account a user belonged to, and when: every membership known so far, in any order of arrival. */
export class Memberships {
  readonly #byUser = new Map<string, Belonging[]>();

  add(membership: Belonging): void {
    const known = this.#byUser.get(membership.user);
    if (!known) {
      this.#byUser.set(membership.user, [membership]);
      return;
    }
    const later = known.findIndex((other) => isBefore(membership, other));
    known.splice(later === -1 ? known.length : later, 0, membership);
  }

  /** The latest membership at or before `time`. */
  latest(user: string, time: Instant): Belonging | undefined {
    return this.#byUser.get(user)?.findLast((membership) => membership.time <= time);
  }

  /** Every account that the user has belonged to. */
  accountsOf(user: string): string[] {
    return (this.#byUser.get(user) ?? []).map(({ account }) => account);
  }

  /** The earliest membership of all. */
  earliest(user: string): Belonging | undefined {
    return this.#byUser.get(user)?.[0];
  }
}

function isBefore(one: Belonging, other: Belonging): boolean {
  if (one.time !== other.time) return one.time < other.time;
  if (one.knownAt !== other.knownAt) return one.knownAt < other.knownAt;
  return one.messageId < other.messageId;
}

/** What a sender said about whose event it is; empty texts mean that nothing was said. */
export interface Claim {
  readonly account: string;
  readonly group?: string;
  readonly user: string;
  readonly time: Instant;
}

export interface Attributed {
  readonly account: string;
  readonly attribution: Attribution;
}

/**
 * The account of an event and how it was found: as stated, by the group of the call, by the user's latest membership
 * at or before the event, else by the user's earliest membership, else not at all.
 */
export function attribute(claim: Claim, memberships: Memberships): Attributed {
  if (claim.account !== "") return { account: claim.account, attribution: "explicit" };
  if (claim.group !== undefined && claim.group !== "") return { account: claim.group, attribution: "group" };
  const latest = memberships.latest(claim.user, claim.time);
  if (latest) return { account: latest.account, attribution: "membership" };
  const earliest = memberships.earliest(claim.user);
  if (earliest) return { account: earliest.account, attribution: "first_membership" };
  return { account: "", attribution: "none" };
}
