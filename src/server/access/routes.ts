import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type AccessAnswer, type AccessBody, type AccessQuery, type AccessRoute, type AccessRouteName, accessRoutes } from "../../contract/access-routes.ts";
import { RequestProblem } from "../problem.ts";
import { messageOf } from "../wrong.ts";
import { type Policy, forEverybody, forOwnPage, forRole } from "./policy.ts";

export interface Call<N extends AccessRouteName> {
  readonly body: AccessBody<N>;
  readonly query: AccessQuery<N>;
  /** What the path names. */
  readonly id: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** A path of the contract as the router writes it. */
export const patternOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** Registers a route of the contract: its policy, the check of its body, and an answer stripped to what the contract says. */
export function addRoute<N extends AccessRouteName>(app: FastifyInstance, name: N, answer: (call: Call<N>) => Promise<AccessAnswer<N>> | AccessAnswer<N>): void {
  const route: AccessRoute = accessRoutes[name];
  app.route<{ Params: Readonly<Record<string, string>> }>({
    method: route.method,
    url: patternOf(route.path),
    config: { policy: policyOf(route) },
    handler: async (request, reply) => {
      const body = (route.body ? checked(route.body, request.body) : undefined) as AccessBody<N>;
      const query = (route.query ? checked(route.query, request.query) : undefined) as AccessQuery<N>;
      if (route.makes === true) void reply.code(201);
      const said = await answer({ body, query, id: Object.values(request.params)[0] ?? "", request, reply });
      void reply.header("cache-control", "no-store");
      return route.response ? reply.send(route.response.parse(said)) : reply.code(204).send();
    },
  });
}

function policyOf({ method, role, scope }: AccessRoute): Policy {
  if (role !== undefined) return forRole(role, scope);
  return method === "GET" ? forEverybody : forOwnPage;
}

/** A body as its schema reads it; everything that is wrong is said at once. */
export function checked(schema: z.ZodType, body: unknown): unknown {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const errors = read.error.issues.map((issue) => ({ path: issue.path.join("."), message: messageOf(issue) }));
  const [first] = errors;
  throw new RequestProblem("invalid_request", `${first?.path === "" ? "The body" : `\`${first?.path}\``}: ${first?.message}`, { more: { errors } });
}
