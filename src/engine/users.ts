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
  /** Only this one. */
  readonly user?: string;
  /** Only who comes after the end of the page before. */
  readonly after?: Pick<AccountUser, "user" | "lastSeen">;
}

export interface ActivityRequest {
  readonly workspace: string;
  readonly account: string;
  /** Starts of windows, the latest window first; each ends where the one before it in this list begins, the first at `asOf`. */
  readonly starts: readonly Instant[];
  readonly asOf: Instant;
  readonly zone: string;
  /** Events that count; without it all that aren't of the reserved vocabulary. */
  readonly events?: readonly string[];
}

/** On how many local days of each window somebody was active; only who was on any. */
export type ActiveDays = ReadonlyMap<string, readonly number[]>;

export interface EventsOfPerson {
  readonly name: string;
  readonly events: number;
  readonly days: number;
  readonly last: Instant;
}

export interface PeopleRequest {
  readonly workspace: string;
  readonly asOf: Instant;
  /** What their name, e-mail address or id holds, folded as `lib/fold.ts` does. */
  readonly text: string;
  readonly limit: number;
}

/** Somebody who was looked for. */
export interface FoundUser {
  readonly user: string;
  /** Where they belong to since the latest; of equal times the first id. */
  readonly account: string;
  readonly accounts: number;
  readonly traits: AccountUser["traits"];
}

/** Reads the people of an account: last seen first, of equal times by id; who was never seen comes last. */
export interface UserReader {
  readUsers(request: UsersRequest): Promise<{
    readonly users: readonly AccountUser[];
    /** How many there are on all pages. */
    readonly total: number;
  }>;
  readActivity(request: ActivityRequest): Promise<ActiveDays>;
  /** What one person did in a stretch of time for an account, the most used first. */
  readNames(request: Omit<ActivityRequest, "starts"> & { readonly user: string; readonly from: Instant }): Promise<readonly EventsOfPerson[]>;
  /** Accounts that a person belongs to or did something for, by id. */
  readAccountsOf(request: Pick<ActivityRequest, "workspace" | "asOf"> & { readonly user: string }): Promise<readonly string[]>;
  /** People of all accounts: who is called exactly that, then those whose text begins with it, then those where a word does; of equals by id. Found is who was told of by a trait or a membership; events alone aren't looked through. */
  findUsers(request: PeopleRequest): Promise<readonly FoundUser[]>;
}
