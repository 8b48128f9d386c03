import type { z } from "zod";
import { ApiProblem, type ClientSettings, problemOf, urlOf } from "./client.ts";
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

/** Records one thing about an account. Rejects with {@link ApiProblem} where the server answers one. */
export async function record<N extends RecordName>({ baseUrl, fetch: send, headers }: ClientSettings, name: N, { account, body, message = "", user = "", key, keepalive }: Recording<N>): Promise<Recorded> {
  const { method, path } = recordPaths[name];
  const response = await send(`${baseUrl.replace(/\/+$/, "")}${urlOf(path, { account, ...(path.includes("{message}") && { message }), ...(path.includes("{user}") && { user }) })}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json", ...(key !== undefined && { "idempotency-key": key }), ...headers },
    body: JSON.stringify(body),
    ...(keepalive === true && { keepalive }),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (await response.json()) as Recorded;
}
