import type { FastifyInstance, FastifyRequest } from "fastify";
import { type WorkName, workPaths } from "../../contract/work-paths.ts";
import { type WorkAnswer, type WorkBody, type WorkPath, type WorkRoute, workRoutes } from "../../contract/work-routes.ts";
import type { WorkCall } from "../../engine/plans/works.ts";
import { RequestProblem } from "../problem.ts";
import { callerOf } from "./gate.ts";
import { forRole } from "./policy.ts";
import { checked, patternOf } from "./routes.ts";

/** Registers a route of the contract that changes work: its policy, the check of its body, and an answer stripped to what the contract says. */
export function addWork<N extends WorkName>(app: FastifyInstance, name: N, act: (call: WorkCall<N>) => Promise<WorkAnswer<N>>): void {
  const route: WorkRoute = workRoutes[name];
  const [method, path] = workPaths[name];
  app.route({
    method,
    url: patternOf(path),
    config: { policy: forRole(route.role) },
    handler: async (request, reply) => {
      const body = (route.body ? checked(route.body, request.body) : undefined) as WorkBody<N>;
      const answer = await act({ caller: callerOf(request), path: request.params as WorkPath<N>, body, key: keyOf(request) });
      void reply.header("cache-control", "no-store").code(route.makes ? 201 : 200);
      return route.response ? reply.send(route.response.parse(answer)) : reply.code(204).send();
    },
  });
}

const keyPattern = /^[\w.:-]{1,100}$/;

function keyOf({ headers }: FastifyRequest): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined || (typeof key === "string" && keyPattern.test(key))) return key;
  throw new RequestProblem("invalid_request", "Idempotency-Key: write up to 100 letters, digits and . : _ -");
}
