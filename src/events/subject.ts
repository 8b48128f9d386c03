import type { Fact } from "./fact.ts";
import { CallRejected, type RawCall, isRecord } from "./segment/call.ts";
import { idOf } from "./segment/sender.ts";

export const subjectKinds = ["user", "account"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Whom a record is about: a person of an account, or an account. */
export interface Subject {
  readonly kind: SubjectKind;
  /** The sender's id. */
  readonly id: string;
}

/** The trait in which an `alias` call keeps the id that a user had before. */
export const previousIdTrait = "previous_id";

/** Whom a call names, whether it can be taken or not: its user, the user's earlier id, its account. */
export function subjectsOfCall(call: unknown, batchContext: RawCall | undefined): Subject[] {
  if (!isRecord(call)) return [];
  const context = { ...batchContext, ...(isRecord(call["context"]) ? call["context"] : {}) };
  const user = stated(call, "userId");
  return named([
    { kind: "user", id: user === "" ? stated(call, "anonymousId") : user },
    { kind: "user", id: stated(call, "previousId") },
    { kind: "account", id: stated(call, "groupId") },
    { kind: "account", id: stated(context, "groupId") },
  ]);
}

/** Whom a fact names. */
export function subjectsOfFact(fact: Fact): Subject[] {
  return named([
    ...("account" in fact ? [{ kind: "account", id: fact.account } as const] : []),
    ...("user" in fact ? [{ kind: "user", id: fact.user } as const] : []),
    ...(fact.type === "user_trait" && fact.trait === previousIdTrait ? [{ kind: "user", id: String(fact.value ?? "") } as const] : []),
  ]);
}

const named = (subjects: readonly Subject[]): Subject[] => subjects.filter(({ id }) => id !== "");

/** An id that can't be one is refused when the call is read, and names nobody. */
function stated(call: RawCall, field: string): string {
  try {
    return idOf(call, field);
  } catch (error) {
    if (error instanceof CallRejected) return "";
    throw error;
  }
}
