import type { FastifyInstance } from "fastify";
import { forReading } from "../access/policy.ts";
import { routeOf } from "../log/request-log.ts";
import type { Metrics } from "./metrics.ts";

/**
 * `/metrics`, for read keys made for `pipeline` and for teammates: how much a company sends, and how its customers move,
 * is nobody else's business. Counts every request from here on, by the pattern of its route and never by its path.
 */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", async (request, reply) => {
    metrics.answered({ method: request.method, route: routeOf(request), status: reply.statusCode });
  });
  app.get("/metrics", { config: { policy: forReading("pipeline") } }, async (_request, reply) => reply.header("content-type", metrics.contentType).header("cache-control", "no-store").send(await metrics.text()));
}
