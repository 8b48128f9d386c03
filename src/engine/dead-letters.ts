import type { Instant } from "../lib/zone.ts";
import type { EventJournal } from "./event-journal.ts";
import { type ReceivedCalls, encodeReceived } from "./received.ts";

/** A call that was acknowledged and then couldn't be stored, with everything that is needed to try again. */
export interface DeadLetter {
  /** The same when the same batch is loaded again. */
  readonly id: string;
  readonly diedAt: Instant;
  readonly code: string;
  /** Which field is the reason; empty when it is the call as a whole. */
  readonly field: string;
  readonly reason: string;
  /** The request of the one call. */
  readonly received: ReceivedCalls;
}

/** Where dead letters are kept until somebody decides. */
export interface DeadLetters {
  /** On disk when it resolves; a letter whose id is there already is left out. */
  add(letters: readonly DeadLetter[]): Promise<void>;
  /** Letters that were not sent again, oldest first. */
  list(): AsyncIterable<DeadLetter>;
  /** They are no dead letters any more: they were sent again. */
  markReplayed(ids: readonly string[]): Promise<void>;
  /** They are no dead letters any more: nobody wants them. What they held is no longer kept. */
  drop(ids: readonly string[]): Promise<void>;
}

/** Gives up those that are not wanted; answers with how many. */
export async function discardDeadLetters(letters: DeadLetters, isUnwanted: (letter: DeadLetter) => boolean): Promise<number> {
  const ids: string[] = [];
  for await (const letter of letters.list()) if (isUnwanted(letter)) ids.push(letter.id);
  if (ids.length > 0) await letters.drop(ids);
  return ids.length;
}

export interface Replayed {
  readonly replayed: number;
  /** The journal took no more; the rest stays a dead letter. */
  readonly isFull: boolean;
}

/**
 * Sends dead letters through the journal again, as if received at their own time. A crash in between sends some twice,
 * which the log notices. One that still can't be stored becomes a new dead letter.
 */
export async function replayDeadLetters(letters: DeadLetters, journal: Pick<EventJournal, "append">, isWanted: (letter: DeadLetter) => boolean): Promise<Replayed> {
  const wanted: DeadLetter[] = [];
  for await (const letter of letters.list()) if (isWanted(letter)) wanted.push(letter);
  let replayed = 0;
  for (const letter of wanted) {
    if ((await journal.append(encodeReceived(letter.received), letter.received.calls.length)) !== "written") return { replayed, isFull: true };
    await letters.markReplayed([letter.id]);
    replayed += 1;
  }
  return { replayed, isFull: false };
}
