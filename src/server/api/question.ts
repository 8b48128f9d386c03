import type { FastifyInstance, FastifyRequest } from "fastify";
import { type RouteName, paths } from "../../contract/paths.ts";
import { type Answer, type Asked, type Route, routes } from "../../contract/routes.ts";
import { forReading } from "../access/policy.ts";
import { patternOf } from "../access/routes.ts";
import { RequestProblem } from "../problem.ts";
import { wrongs } from "../wrong.ts";

/** Registers a route of the contract: its policy, the check of what is asked, and an answer stripped to what the contract says. */
export function addQuestion<N extends RouteName>(app: FastifyInstance, name: N, answer: (asked: Asked<N>, request: FastifyRequest) => Promise<Answer<N>>): void {
  const route: Route = routes[name];
  app.get(patternOf(paths[name]), { config: { policy: forReading(route.scope) } }, async (request, reply) => {
    const answered = await answer(questionOf(route, request) as Asked<N>, request);
    return reply.header("cache-control", "no-store").send(route.response.parse(answered));
  });
}

/** Path and query, read by their schemas; everything that is wrong is said at once. */
function questionOf({ params, query }: Route, request: FastifyRequest): object {
  const read = [params.safeParse(request.params), query.safeParse(request.query)];
  const errors = read.flatMap((part) => (part.success ? [] : part.error.issues.flatMap(wrongs)));
  if (errors.length > 0) throw new RequestProblem("bad_request", errors.map(({ path, message }) => `${path}: ${message}`).join("; "), { more: { errors } });
  return Object.assign({}, ...read.map(({ data }) => data)) as object;
}
