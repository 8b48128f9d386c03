import type { Instant } from "../lib/zone.ts";

/** The calls of one request that were taken, as the journal keeps them: each still the JSON that was sent. */
export interface ReceivedCalls {
  readonly workspace: string;
  /** Name of the write key. */
  readonly source: string;
  readonly acceptsVocabulary: boolean;
  readonly receivedAt: Instant;
  /** Of the batch, as it was sent. */
  readonly sentAt?: unknown;
  readonly context?: Readonly<Record<string, unknown>>;
  /** JSON texts, each with its message id. */
  readonly calls: readonly string[];
}

/** A payload of the journal: a line about the request, and a line for each call. JSON holds no line end of its own. */
export function encodeReceived({ calls, ...request }: ReceivedCalls): Uint8Array {
  return new TextEncoder().encode([JSON.stringify(request), ...calls].join("\n"));
}

/** Throws a SyntaxError when the payload is of another kind. */
export function decodeReceived(payload: Uint8Array): ReceivedCalls {
  const [first = "", ...calls] = new TextDecoder().decode(payload).split("\n");
  return { ...(JSON.parse(first) as Omit<ReceivedCalls, "calls">), calls };
}
