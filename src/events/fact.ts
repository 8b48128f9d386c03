import type { Instant } from "../lib/zone.ts";

/** A property of an event, already flat: booleans are the words `true` and `false`. */
export type Scalar = string | number;
export type Properties = Readonly<Record<string, Scalar>>;

/** How an event came to belong to its account; stored, because it can be asked later. */
export const attributions = ["explicit", "group", "membership", "first_membership", "none"] as const;
export type Attribution = (typeof attributions)[number];

interface Recorded {
  /** The sender's id for this record; the same id is the same record, however often it arrives. */
  readonly messageId: string;
  /** When it happened, corrected for the sender's clock. */
  readonly time: Instant;
  /** When we could first have known it: the receipt, or for imports the mapped column or declared lag. */
  readonly knownAt: Instant;
  /** Which file, connector or write key it came through. */
  readonly source: string;
}

/** Somebody did something. */
export interface EventFact extends Recorded {
  readonly type: "event";
  /** The sender's account id; empty while it is not known. */
  readonly account: string;
  /** The sender's user id; empty for what no user did. */
  readonly user: string;
  readonly name: string;
  readonly properties: Properties;
  /** The time that the sender stated, uncorrected. */
  readonly originalTime: Instant;
  /** When the sender's library sent it; absent for imports. */
  readonly sentAt?: Instant;
  readonly receivedAt: Instant;
  readonly attribution: Attribution;
}

/** A trait of an account took a value; null means known to be absent. */
export interface AccountTraitFact extends Recorded {
  readonly type: "account_trait";
  readonly account: string;
  readonly trait: string;
  readonly value: Scalar | null;
}

/** A trait of a user took a value; null means known to be absent. */
export interface UserTraitFact extends Recorded {
  readonly type: "user_trait";
  readonly user: string;
  readonly trait: string;
  readonly value: Scalar | null;
}

/** A user belongs to an account from `time` on. */
export interface MembershipFact extends Recorded {
  readonly type: "membership";
  readonly account: string;
  readonly user: string;
}

/** One record of the log. Everything that can influence a score is one of these four. */
export type Fact = EventFact | AccountTraitFact | UserTraitFact | MembershipFact;
