import type { Client } from "../contract/client.ts";
import { localDate } from "../lib/zone.ts";
import type { Paint } from "./format.ts";
import { noteText } from "./remote.ts";

/** How an answer is shown, whether a server gave it or this process. */
export interface AnswerView {
  readonly zone: string;
  readonly paint: Paint;
  /** How many lines each table shows. */
  readonly limit: number;
}

/** The day of an instant as the API tells it, in the pack's zone; nothing for none. */
export const dayText = (instant: string | null, { zone }: Pick<AnswerView, "zone">): string => (instant === null ? "" : localDate(Date.parse(instant), zone));

/** What a server is asked beside the answer: the name of its pack and where its days are. */
export async function packOf(client: Client): Promise<{ readonly name: string; readonly zone: string }> {
  const { name, timezone } = await client.getPack({});
  return { name, zone: timezone };
}

/** A note of a server as its own line. */
export const noteLine = (note: string | null): string => (note === null ? "" : `${noteText(note)}\n`);
