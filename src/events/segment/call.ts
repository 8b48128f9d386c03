import type { Instant } from "../../lib/zone.ts";
import type { Claim } from "../attribution.ts";
import type { Fact } from "../fact.ts";

/** The six things that a tracking library can say. */
export const callTypes = ["identify", "group", "track", "page", "screen", "alias"] as const;
export type CallType = (typeof callTypes)[number];

/** One call as it came out of JSON: nothing about it is known yet. */
export type RawCall = Readonly<Record<string, unknown>>;

/** What is the same for every call of one request. */
export interface Delivery {
  readonly receivedAt: Instant;
  /** Name of the write key that it came through. */
  readonly source: string;
  /** Of the batch; a call may state its own. */
  readonly sentAt?: unknown;
  /** Of the batch; what a call says itself comes first. */
  readonly context?: RawCall;
  /** False for keys that stand in web pages, where anybody could write somebody's contract. */
  readonly acceptsVocabulary: boolean;
}

/** What one call says, ready to be attributed: its events have no account yet unless the call states one. */
export interface CallFacts {
  readonly messageId: string;
  readonly facts: readonly Fact[];
  /** Whose events they are, as far as the call says. */
  readonly claim: Claim;
}

/** Why a call can't be taken. Each code is a stable word for programs; the message is for people. */
export const rejectionCodes = ["not_an_object", "unknown_type", "too_large", "too_deep", "invalid_id", "missing_id", "missing_name", "invalid_time", "invalid_properties", "vocabulary_not_allowed", "invalid_vocabulary"] as const;
export type RejectionCode = (typeof rejectionCodes)[number];

export interface Rejection {
  readonly code: RejectionCode;
  /** The field as the sender wrote it; empty when it is about the call as a whole. */
  readonly field: string;
  readonly message: string;
}

/** Thrown and caught within this folder, so that each rule is one line where it belongs. */
export class CallRejected extends Error {
  readonly rejection: Rejection;

  constructor(code: RejectionCode, field: string, message: string) {
    super(message);
    this.rejection = { code, field, message };
  }
}

export function isRecord(value: unknown): value is RawCall {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object, or nothing; PHP writes an empty object as an empty array. Undefined for anything else. */
export function objectOrNothing(value: unknown): RawCall | undefined {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return {};
  return isRecord(value) ? value : undefined;
}
