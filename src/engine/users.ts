import type { Scalar } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";

/** A person of an account: somebody with an event or a membership of it. */
export interface AccountUser {
  readonly user: string;
  /** Times of their events for the account; null while there is none. */
  readonly firstSeen: Instant | null;
  readonly lastSeen: Instant | null;
  /** Events since the moment asked for. */
  readonly recentEvents: number;
  /** Latest values before the instant; null is known to be absent. */
  readonly traits: Readonly<Record<string, Scalar | null>>;
}

export interface UsersRequest {
  readonly workspace: string;
  readonly account: string;
  readonly asOf: Instant;
  /** From when events are recent. */
  readonly recentFrom: Instant;
  readonly limit: number;
  /** Only who comes after the end of the page before. */
  readonly after?: Pick<AccountUser, "user" | "lastSeen">;
}

/** Reads the people of an account: last seen first, of equal times by id; who was never seen comes last. */
export interface UserReader {
  readUsers(request: UsersRequest): Promise<{
    readonly users: readonly AccountUser[];
    /** How many there are on all pages. */
    readonly total: number;
  }>;
}
