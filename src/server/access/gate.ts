import type { FastifyInstance, FastifyRequest, RouteOptions } from "fastify";
import { type Role, type Scope, includesRole } from "../../contract/access.ts";
import type { KeyRefusal, ReadKey, ReadKeys } from "../../engine/access/keys.ts";
import type { Principal, Sessions } from "../../engine/access/principal.ts";
import { RequestProblem } from "../problem.ts";
import { type ControlToken, isControlToken } from "./control-token.ts";
import { type Policy } from "./policy.ts";
import { requireOwnPage } from "./same-site.ts";

export interface AccessParts {
  readonly readKeys: ReadKeys;
  readonly sessions: Sessions;
  /** Opens everything to whoever can read the data directory; absent where nothing may. */
  readonly control?: ControlToken;
  /** Where people reach this server, such as `https://health.example.com`; default: as they asked for it. */
  readonly publicOrigin?: string;
}

/** A key is 32 random bytes; what is far longer is not hashed. */
const longestKey = 256;

/** A route as it was registered. */
export interface GuardedRoute {
  readonly method: string;
  readonly url: string;
  readonly policy: Policy;
}

/** Puts every route behind its policy. To be called before there are any; a route without a policy is refused. */
export function guardRoutes(app: FastifyInstance, parts: AccessParts): void {
  app.decorateRequest("principal", undefined);
  app.decorateRequest("mayStill", undefined);
  const routes: GuardedRoute[] = [];
  app.decorate("guardedRoutes", routes);
  app.addHook("onRoute", (route) => void routes.push(...guardedRoutes(route)));
  app.addHook("onRequest", async (request) => {
    if (request.is404) return;
    const policy = request.routeOptions.config.policy;
    if (policy === undefined) throw new Error(`${request.method} ${request.routeOptions.url} has no policy`);
    if (policy.kind === "public" || policy.kind === "write_key") return;
    if (policy.kind === "own_page") return requireOwnPage(request, parts.publicOrigin);
    const principal = await principalOf(request, parts);
    requireRight(principal, policy);
    request.principal = principal;
    request.mayStill = () => mayStill(request, parts, policy);
  });
}

/** Whether whoever asked would be let through once more; a database that is away takes nothing from anybody. */
async function mayStill(request: FastifyRequest, parts: AccessParts, policy: Parameters<typeof requireRight>[1]): Promise<boolean> {
  try {
    requireRight(await principalOf(request, parts), policy);
    return true;
  } catch (error) {
    return !(error instanceof RequestProblem);
  }
}

function guardedRoutes({ method, url, config }: RouteOptions): GuardedRoute[] {
  const policy = config?.policy;
  if (policy === undefined) throw new Error(`The route ${String(method)} ${url} has no policy: say in its config who may call it.`);
  return [method].flat().map((one) => ({ method: one, url, policy }));
}

/** Who is calling, of a request whose policy lets only somebody known through. */
export function callerOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error(`${request.method} ${request.routeOptions.url} is open to everybody and has no caller`);
  return request.principal;
}

async function principalOf(request: FastifyRequest, parts: AccessParts): Promise<Principal> {
  const token = bearerOf(request.headers.authorization);
  if (token !== undefined) return keyHolder(token, parts);
  const teammate = request.headers.cookie === undefined ? undefined : await parts.sessions.signedIn(request.headers.cookie);
  if (teammate === undefined) throw new RequestProblem("not_signed_in", "Sign in, or send a read key as Bearer token.", { headers: { "www-authenticate": "Bearer" } });
  // Cookies come along by themselves, so a request that changes something has to come from our own page.
  if (!["GET", "HEAD"].includes(request.method)) requireOwnPage(request, parts.publicOrigin);
  return { kind: "teammate", workspace: teammate.workspace, teammate };
}

function keyHolder(token: string, { readKeys, control }: AccessParts): Principal {
  if (control && isControlToken(control, token)) return { kind: "local", workspace: control.workspace };
  const key = token.length <= longestKey ? readKeys.findReadKey(token) : "unknown";
  if (typeof key === "string") throw new RequestProblem("read_key_refused", refusals[key], { headers: { "www-authenticate": 'Bearer error="invalid_token"' } });
  return { kind: "read_key", workspace: key.workspace, key };
}

const refusals: Record<KeyRefusal, string> = {
  unknown: "There is no read key with this text.",
  revoked: "This read key is revoked. Ask an administrator for another one.",
  expired: "This read key has expired. Ask an administrator for another one.",
};

function bearerOf(authorization: string | undefined): string | undefined {
  const [scheme = "", token = ""] = authorization?.split(" ") ?? [];
  return scheme.toLowerCase() === "bearer" && token !== "" ? token : undefined;
}

/** A table of who may what: principals down, policies across. */
function requireRight(principal: Principal, policy: Extract<Policy, { kind: "read" | "role" }>): void {
  switch (principal.kind) {
    case "local":
      return;
    case "teammate":
      requireRole(principal.teammate.role, policy.kind === "read" ? "viewer" : policy.role);
      return;
    case "read_key":
      requireScope(principal.key, scopeFor(policy));
  }
}

/** What a key has to be made for. */
function scopeFor(policy: Extract<Policy, { kind: "read" | "role" }>): Scope {
  if (policy.scope === undefined) throw new RequestProblem("forbidden", "A read key can't do this; sign in.");
  return policy.scope;
}

function requireRole(own: Role, asked: Role): void {
  if (!includesRole(own, asked)) throw new RequestProblem("forbidden", `This takes the role ${asked}; yours is ${own}.`);
}

function requireScope({ name, scopes }: ReadKey, asked: Scope): void {
  if (!scopes.includes(asked)) throw new RequestProblem("forbidden", `The read key \`${name}\` was not made for \`${asked}\`.`);
}
