import { type ClientSettings, send, urlOf } from "./client.ts";
import { type WorkName, workPaths } from "./work-paths.ts";
import type { WorkAnswer, WorkAsking } from "./work-routes.ts";

export interface WorkOptions {
  /** Stays the same when the same thing is sent again. */
  readonly key?: string;
}

/** Changes what people have agreed to do. Rejects as {@link send} does. */
export async function askWork<N extends WorkName>(settings: ClientSettings, name: N, asking: WorkAsking<N>, { key }: WorkOptions = {}): Promise<WorkAnswer<N>> {
  const [method, path] = workPaths[name];
  const { body, ...filled } = asking as { readonly body?: unknown } & Readonly<Record<string, string>>;
  const answer = await send(settings, { method, url: urlOf(path, filled), body, key });
  return (answer.status === 204 ? undefined : await answer.json()) as WorkAnswer<N>;
}
