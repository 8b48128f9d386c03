import { type ReceivedCalls, encodeReceived } from "../../src/engine/received.ts";
import type { FileJournal } from "../../src/storage/journal/journal.ts";

export const noon = Date.UTC(2026, 2, 1, 12);

type Call = Readonly<Record<string, unknown>>;

/** A request as the server would have written it. */
export function received(calls: readonly Call[], over: Partial<ReceivedCalls> = {}): ReceivedCalls {
  return { workspace: "acme", source: "web", acceptsVocabulary: true, receivedAt: noon, calls: calls.map((call) => JSON.stringify(call)), ...over };
}

export async function receive(journal: FileJournal, calls: readonly Call[], over: Partial<ReceivedCalls> = {}): Promise<void> {
  const answer = await journal.append(encodeReceived(received(calls, over)), calls.length);
  if (answer !== "written") throw new Error(`the journal is ${answer}`);
}

let ids = 0;
const withId = (call: Call): Call => ({ messageId: `m${(ids += 1)}`, ...call });
export const track = (user: string, event: string, over: Call = {}): Call => withId({ type: "track", userId: user, event, ...over });
export const group = (user: string, account: string, over: Call = {}): Call => withId({ type: "group", userId: user, groupId: account, ...over });
export const identify = (user: string, traits: Call, over: Call = {}): Call => withId({ type: "identify", userId: user, traits, ...over });
