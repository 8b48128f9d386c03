import type { HeldCountsAnswer } from "../../contract/privacy.ts";
import { type Subject, subjectsOfCall } from "../../events/subject.ts";
import type { Instant } from "../../lib/zone.ts";
import type { DeadLetter } from "../dead-letters.ts";
import { type ReceivedCalls, decodeReceived } from "../received.ts";
import type { HeldRecord, HeldRecords, LogErasure } from "./ports.ts";

export interface HeldPorts {
  /** Rejects while it can't be reached. */
  readonly log: () => Promise<Pick<LogErasure, "previousIds" | "count"> & HeldRecords>;
  /** Payloads of the journal, oldest first. */
  readonly payloads: () => AsyncIterable<Uint8Array>;
  readonly deadLetters: () => AsyncIterable<DeadLetter>;
  /** What people wrote about accounts. */
  readonly records: HeldRecords;
  readonly clock: () => Instant;
}

/**
 * Everything that is held of a user, under the ids from before as well, or of an account; first a record that says of whom
 * and when. Calls that the journal keeps are there as they were sent, so most of what they say is there twice.
 */
export async function* heldOf({ log: open, payloads, deadLetters, records, clock }: HeldPorts, workspace: string, subject: Subject): AsyncIterable<HeldRecord> {
  const log = await open();
  const { previousIds, subjects } = await namesOf(log, workspace, subject);
  yield { kind: "export", of: subject, previousIds, at: isoOf(clock()) };
  for (const one of subjects) yield* log.records(workspace, one);
  yield* records.records(workspace, subject);
  yield* inFiles({ payloads, deadLetters }, workspace, subjects);
}

/** How much there is of somebody in each store: what forgetting them would take. */
export async function countHeld({ log: open, payloads, deadLetters, records }: HeldPorts, workspace: string, subject: Subject): Promise<HeldCountsAnswer> {
  const log = await open();
  const { previousIds, subjects } = await namesOf(log, workspace, subject);
  const counts = { calls: 0, deadLetters: 0, records: 0 };
  for await (const { kind } of inFiles({ payloads, deadLetters }, workspace, subjects)) counts[kind === "dead_letter" ? "deadLetters" : "calls"] += 1;
  counts.records = (await Array.fromAsync(records.records(workspace, subject), ({ kind }) => kind)).length;
  return { rows: await log.count(workspace, subjects), ...counts, previousIds: previousIds.length };
}

/** Of whom it is: a user is looked for under the ids from before as well. */
async function namesOf(log: Pick<LogErasure, "previousIds">, workspace: string, subject: Subject): Promise<{ readonly previousIds: readonly string[]; readonly subjects: readonly Subject[] }> {
  const previousIds = subject.kind === "user" ? await log.previousIds(workspace, [subject.id]) : [];
  return { previousIds, subjects: [subject, ...previousIds.map((id): Subject => ({ kind: "user", id }))] };
}

/** Calls as they were sent, and those that couldn't be stored. */
async function* inFiles({ payloads, deadLetters }: Pick<HeldPorts, "payloads" | "deadLetters">, workspace: string, subjects: readonly Subject[]): AsyncIterable<HeldRecord> {
  const isTheirs = (received: ReceivedCalls, call: unknown): boolean =>
    received.workspace === workspace && subjectsOfCall(call, received.context).some(({ kind, id }) => subjects.some((one) => one.kind === kind && one.id === id));
  for await (const payload of payloads()) {
    const received = decodeReceived(payload);
    for (const text of received.calls) {
      const call = parsed(text);
      if (isTheirs(received, call)) yield { kind: "received_call", at: isoOf(received.receivedAt), source: received.source, ...(received.context && { context: received.context }), call };
    }
  }
  for await (const { received, code, reason, diedAt } of deadLetters()) {
    const call = parsed(received.calls[0] ?? "");
    if (isTheirs(received, call)) yield { kind: "dead_letter", at: isoOf(diedAt), code, reason, receivedAt: isoOf(received.receivedAt), call };
  }
}

const isoOf = (instant: Instant): string => new Date(instant).toISOString();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
