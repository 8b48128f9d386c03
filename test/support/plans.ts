import { urlOf } from "../../src/contract/client.ts";
import { type Role, roles } from "../../src/contract/access.ts";
import { type RouteName, paths } from "../../src/contract/paths.ts";
import { type Answer, type Question, routes } from "../../src/contract/routes.ts";
import { type WorkName, workPaths } from "../../src/contract/work-paths.ts";
import { type WorkAnswer, type WorkAsking, workRoutes } from "../../src/contract/work-routes.ts";
import type { Sessions, Teammate } from "../../src/engine/access/principal.ts";
import type { ApiServer } from "./api.ts";

/** Somebody by `role` or `role:book`, as a cookie says it. */
export const sessionsOf = (workspace: string): Sessions => ({ signedIn: (cookie) => Promise.resolve(teammateOf(cookie, workspace)) });

function teammateOf(cookie: string, workspace: string): Teammate | undefined {
  const [role = "", book] = cookie.split(":");
  if (!(roles as readonly string[]).includes(role)) return undefined;
  return { id: cookie, workspace, email: `${book ?? role}@acme.example`, name: role, role: role as Role, books: book === undefined ? [] : [book] };
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** Asks and works as somebody, and gives the answer or the problem. */
export function as(server: ApiServer, cookie: string) {
  const inject = async (method: string, url: string, payload?: object, headers: Readonly<Record<string, string>> = {}) =>
    server.app.inject({ method: method as "GET", url, headers: { cookie, ...headers }, ...(payload && { payload }) });
  return {
    async ask<N extends RouteName>(name: N, question: Question<N>): Promise<Answer<N>> {
      const answer = await inject("GET", urlOf(paths[name], question as Parameters<typeof urlOf>[1]));
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return routes[name].response.strict().parse(answer.json()) as Answer<N>;
    },
    async work<N extends WorkName>(name: N, asking: WorkAsking<N>, key?: string): Promise<WorkAnswer<N>> {
      const answer = await this.tryWork(name, asking, key);
      if (answer.statusCode >= 300) throw new Error(answer.body);
      return (workRoutes[name] as { readonly response?: { parse(value: unknown): unknown } }).response?.parse(answer.json()) as WorkAnswer<N>;
    },
    async refused<N extends WorkName>(name: N, asking: WorkAsking<N>): Promise<Refusal> {
      const answer = await this.tryWork(name, asking);
      return answer.json<Refusal>();
    },
    tryWork<N extends WorkName>(name: N, asking: WorkAsking<N>, key?: string) {
      const { body, ...filled } = asking as { readonly body?: object } & Readonly<Record<string, string>>;
      const [method, path] = workPaths[name];
      return inject(method, urlOf(path, filled), body, key === undefined ? {} : { "idempotency-key": key });
    },
  };
}
