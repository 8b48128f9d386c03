import type { Instant } from "../../lib/zone.ts";
import { factsOfCall } from "../../events/segment/facts-of-call.ts";
import { maxCallBytes } from "../../events/segment/limits.ts";
import type { Intake } from "../conservation.ts";
import type { EventJournal } from "../event-journal.ts";
import { encodeReceived } from "../received.ts";
import { NotRecorded } from "./not-recorded.ts";
import type { Said } from "./said.ts";

export interface WritePorts {
  readonly journal: Pick<EventJournal, "append">;
  /** Absent where nobody counts. */
  readonly intake?: Pick<Intake, "accepted">;
}

export interface Writing {
  readonly workspace: string;
  readonly account: string;
  readonly said: Said;
  readonly messageId: string;
  /** Shown as the source of the event. */
  readonly source: string;
  readonly now: Instant;
}

/** Writes what was said to the journal, through the door that calls of libraries take; resolves once it is on disk. */
export async function writeSaid({ journal, intake }: WritePorts, { workspace, account, said, messageId, source, now }: Writing): Promise<void> {
  // What a person of ours does is no activity of the customer's users.
  const call = { type: "track", messageId, event: said.name, groupId: account, timestamp: new Date(said.at).toISOString(), context: { active: false }, properties: said.properties };
  const delivery = { workspace, source, acceptsVocabulary: true, receivedAt: now };
  const read = factsOfCall(call, delivery);
  if ("rejected" in read) throw new NotRecorded("bad_field", `\`${read.rejected.field.replace(/^properties\./, "")}\` ${read.rejected.message}`, { field: read.rejected.field });
  const text = JSON.stringify(call);
  if (new TextEncoder().encode(text).byteLength > maxCallBytes) throw new NotRecorded("bad_field", `It is longer than the ${maxCallBytes / 1024} KiB that one event may have`);
  const answer = await journal.append(encodeReceived({ ...delivery, calls: [text] }), 1);
  if (answer === "busy") throw new NotRecorded("busy", "Too much is being received at the moment. Try again in a second.");
  if (answer === "full") throw new NotRecorded("full", "There is no room for more events on the server's disk. Ask whoever runs it.");
  intake?.accepted(1);
}
