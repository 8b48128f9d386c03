import { ApiProblem, type ClientSettings, problemOf, urlOf } from "./client.ts";
import { type WorkName, workPaths } from "./work-paths.ts";
import type { WorkAnswer, WorkAsking } from "./work-routes.ts";

export interface WorkOptions {
  /** Stays the same when the same thing is sent again. */
  readonly key?: string;
}

/** Changes what people have agreed to do. Rejects with {@link ApiProblem} where the server answers one. */
export async function askWork<N extends WorkName>({ baseUrl, fetch: send, headers }: ClientSettings, name: N, asking: WorkAsking<N>, { key }: WorkOptions = {}): Promise<WorkAnswer<N>> {
  const [method, path] = workPaths[name];
  const { body, ...filled } = asking as { readonly body?: unknown } & Readonly<Record<string, string>>;
  const response = await send(`${baseUrl.replace(/\/+$/, "")}${urlOf(path, filled)}`, {
    method,
    headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }), ...(key !== undefined && { "idempotency-key": key }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return (response.status === 204 ? undefined : await response.json()) as WorkAnswer<N>;
}
