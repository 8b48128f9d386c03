import { queryOptions } from "@tanstack/react-query";
import { createClient } from "../../contract/client.ts";
import type { RouteName } from "../../contract/paths.ts";
import type { Answer, Question } from "../../contract/routes.ts";

const client = createClient({ baseUrl: "", fetch: (...request) => globalThis.fetch(...request) });

/** A question to the API, as the cache knows it. The same question asked twice is answered once. */
export function ask<N extends RouteName>(name: N, question: Question<N>) {
  return queryOptions<Answer<N>>({
    queryKey: [name, question],
    queryFn: async ({ signal }) => await client[name](question, { signal }),
  });
}

/** The same without the cache, for what is read once, such as an export. */
export async function askOnce<N extends RouteName>(name: N, question: Question<N>, signal?: AbortSignal): Promise<Answer<N>> {
  return await client[name](question, signal ? { signal } : {});
}
