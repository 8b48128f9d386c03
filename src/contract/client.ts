import { type RouteName, paths } from "./paths.ts";
import type { Problem } from "./problem.ts";
import type { Answer, Question } from "./routes.ts";

export interface ClientSettings {
  /** Where the server is, such as `https://health.example.com`; empty in a page that the server itself has sent. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** Sent with every request: `{ authorization: "Bearer …" }`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** One function for each route; each takes the parameters of its path and query together. */
export type Client = { readonly [N in RouteName]: (question: Question<N>, options?: CallOptions) => Promise<Answer<N>> };

/** The server answered with a problem. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Rejects with {@link ApiProblem} where the server answers one, and with what `fetch` throws where there is no answer. */
export function createClient(settings: ClientSettings): Client {
  const names = Object.keys(paths) as RouteName[];
  return Object.fromEntries(names.map((name) => [name, (question: Given, options?: CallOptions) => call(settings, urlOf(paths[name], question), options)])) as unknown as Client;
}

type Value = string | number;
type Given = Readonly<Record<string, Value | readonly Value[] | undefined>>;

const call = async (settings: ClientSettings, url: string, options?: CallOptions): Promise<unknown> => (await send(settings, { url, ...options })).json();

interface Sending extends CallOptions {
  readonly method?: string;
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Stays the same when the same thing is sent again. */
  readonly key?: string | undefined;
  /** Whether the request should outlast the page that sends it. */
  readonly keepalive?: boolean | undefined;
}

/** Sends one request. Rejects with {@link ApiProblem} where the server answers one, and with what `fetch` throws where there is no answer. */
export async function send({ baseUrl, fetch: ask, headers }: ClientSettings, { method = "GET", url, body, key, keepalive, signal }: Sending): Promise<Response> {
  const response = await ask(`${baseUrl.replace(/\/+$/, "")}${url}`, {
    method,
    headers: { accept: "application/json", ...(body !== undefined && { "content-type": "application/json" }), ...(key !== undefined && { "idempotency-key": key }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(keepalive === true && { keepalive }),
    ...(signal && { signal }),
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return response;
}

/** What stands between us and the server may answer in its own words. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => undefined)) as Problem | undefined;
  if (typeof body?.code === "string") return body;
  const detail = `The server answered ${response.status} ${response.statusText}`.trim();
  return { type: "about:blank", title: response.statusText, status: response.status, detail, code: "not_ours", message: detail };
}

/** The address of a route: what its path names goes there, all else into the query, lists once for each of their items. */
export function urlOf(path: string, question: Given): string {
  const query = new URLSearchParams();
  for (const [name, given] of Object.entries(question)) {
    if (given === undefined || path.includes(`{${name}}`)) continue;
    for (const value of Array.isArray(given) ? (given as readonly Value[]) : [given as Value]) query.append(name, String(value));
  }
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(question[name])));
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}
