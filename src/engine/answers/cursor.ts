import { z } from "zod";
import { Unanswerable } from "./unanswerable.ts";

/** Where a page ended, as a text that nobody needs to understand; it says for which question it was made. */
export function cursorOf(question: string, place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([question, ...place])).toString("base64url");
}

/** Throws Unanswerable for a text that isn't one of ours, or one made for another question. */
export function placeOf<T extends z.ZodType>(cursor: string, question: string, place: T): z.output<T> {
  const read = z.tuple([z.literal(question)]).rest(z.unknown()).safeParse(parsed(cursor));
  const found = read.success ? place.safeParse(read.data.slice(1)) : undefined;
  if (!found?.success) throw new Unanswerable("bad_question", "The cursor is not of this list, or of the list in another order. Begin without one.");
  return found.data;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
