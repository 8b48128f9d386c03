import type { Instant } from "../../lib/zone.ts";
import type { RawCall } from "../../events/segment/call.ts";
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
export async function writeSaid(ports: WritePorts, { account, said, messageId, ...delivery }: Writing): Promise<void> {
  // What a person of ours does is no activity of the customer's users.
  await writeCall(ports, { type: "track", messageId, event: said.name, groupId: account, timestamp: isoOf(said.at), context: { active: false }, properties: said.properties }, delivery);
}

interface WritingTraits extends Pick<Writing, "workspace" | "messageId" | "source" | "now"> {
  readonly user: string;
  readonly traits: Readonly<Record<string, string | null>>;
  readonly at: Instant;
}

/** The same for what is said of a user; to which accounts they belong isn't part of it. */
export async function writeTraits(ports: WritePorts, { user, traits, at, messageId, ...delivery }: WritingTraits): Promise<void> {
  await writeCall(ports, { type: "identify", messageId, userId: user, timestamp: isoOf(at), context: { active: false }, traits }, delivery);
}

const isoOf = (at: Instant): string => new Date(at).toISOString();

async function writeCall({ journal, intake }: WritePorts, call: RawCall, { workspace, source, now }: Pick<Writing, "workspace" | "source" | "now">): Promise<void> {
  const delivery = { workspace, source, acceptsVocabulary: true, receivedAt: now };
  const read = factsOfCall(call, delivery);
  if ("rejected" in read) throw new NotRecorded("bad_field", `\`${read.rejected.field.replace(/^(?:properties|traits)\./, "")}\` ${read.rejected.message}`, { field: read.rejected.field });
  const text = JSON.stringify(call);
  if (new TextEncoder().encode(text).byteLength > maxCallBytes) throw new NotRecorded("bad_field", `It is longer than the ${maxCallBytes / 1024} KiB that one event may have`);
  const answer = await journal.append(encodeReceived({ ...delivery, calls: [text] }), 1);
  if (answer === "busy") throw new NotRecorded("busy", "Too much is being received at the moment. Try again in a second.");
  if (answer === "full") throw new NotRecorded("full", "There is no room for more events on the server's disk. Ask whoever runs it.");
  intake?.accepted(1);
}
