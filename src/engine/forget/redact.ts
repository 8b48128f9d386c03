import { subjectsOfCall } from "../../events/subject.ts";
import { type ReceivedCalls, decodeReceived } from "../received.ts";
import type { Forgotten } from "./tombstone.ts";

/** What stands in the place of a call whose subject is forgotten; shorter than any call. */
const redactedCall = '{"redacted":true}';

export const isRedacted = (call: unknown): boolean => typeof call === "object" && call !== null && (call as { readonly redacted?: unknown }).redacted === true && !("type" in call);

/** Whether the call of a request names somebody who is forgotten. */
export function namesForgotten(forgotten: Forgotten, { workspace, context }: Pick<ReceivedCalls, "workspace" | "context">, call: unknown): boolean {
  return !forgotten.isNobody && forgotten.hasAny(workspace, subjectsOfCall(call, context));
}

/**
 * The payload without calls of those who are forgotten; undefined when it holds none. As long as before to the byte, and
 * with as many calls, so that every position of the journal stays where it is.
 */
export function redactPayload(forgotten: Forgotten, payload: Uint8Array): Uint8Array | undefined {
  const received = decodeReceived(payload);
  const texts = new TextDecoder().decode(payload).split("\n");
  const isOut = received.calls.map((text) => namesForgotten(forgotten, received, parsed(text)));
  if (!isOut.includes(true)) return undefined;
  const [request = "", ...calls] = texts;
  const kept = calls.map((text, index) => (isOut[index] ? redactedCall : text));
  // Every call has an id and a type, so what stands in its place is never longer; neither is a request that says less.
  const lines = [requestWithout(forgotten, received, isOut.every(Boolean)), ...kept];
  return encoder.encode(lines.map((line, index) => padded(line, index === 0 ? request : (calls[index - 1] as string))).join("\n"));
}

/** Of the context that calls share only what facts are read from stays, because nobody can tell whose the rest is. */
function requestWithout(forgotten: Forgotten, { calls: _calls, context, ...request }: ReceivedCalls, isEmpty: boolean): string {
  const { groupId, active } = context ?? {};
  const isNamed = groupId !== undefined && !forgotten.hasAny(request.workspace, subjectsOfCall({ groupId }, undefined));
  const rest = { ...(isNamed && { groupId }), ...(active !== undefined && { active }) };
  return JSON.stringify({ ...request, ...(context !== undefined && !isEmpty && { context: rest }) });
}

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).byteLength;

/** JSON may end in spaces. */
const padded = (line: string, before: string): string => line + " ".repeat(Math.max(0, bytesOf(before) - bytesOf(line)));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
