import type { z } from "zod";
import { type ClientSettings, send, urlOf } from "./client.ts";
import { type RecordName, recordPaths } from "./record-paths.ts";
import type { RecordWish } from "./record-routes.ts";
import type { recordedSchema } from "./record.ts";

export type Recorded = z.infer<typeof recordedSchema>;

export interface Recording<N extends RecordName> {
  readonly account: string;
  readonly body: RecordWish<N>;
  /** What a withdrawal takes back. */
  readonly message?: string;
  /** Whose role it is. */
  readonly user?: string;
  /** The same key again records nothing twice. */
  readonly key?: string;
  /** Whether the request should outlast the page that sends it. */
  readonly keepalive?: boolean;
}

/** Records one thing about an account. Rejects as {@link send} does. */
export async function record<N extends RecordName>(settings: ClientSettings, name: N, { account, body, message, user, key, keepalive }: Recording<N>): Promise<Recorded> {
  const { method, path } = recordPaths[name];
  const answer = await send(settings, { method, url: urlOf(path, { account, message, user }), body, key, keepalive });
  return (await answer.json()) as Recorded;
}
