import type { FastifyInstance } from "fastify";
import { forEverybody } from "../access/policy.ts";

export interface HealthParts {
  /** What keeps the server from taking events, each as a sentence; empty when nothing does. */
  readonly notReady: () => readonly string[] | Promise<readonly string[]>;
  /** What doesn't work while events are taken all the same, each as a sentence. */
  readonly degraded?: () => readonly string[];
}

/** `/healthz`: the process answers. `/readyz`: it can take events; that ClickHouse is away doesn't keep it from that. */
export function healthRoutes(app: FastifyInstance, { notReady, degraded }: HealthParts): void {
  app.get("/healthz", { config: { policy: forEverybody } }, () => ({ status: "ok" }));
  app.get("/readyz", { config: { policy: forEverybody } }, async (_request, reply) => {
    const reasons = await notReady();
    return reply.code(reasons.length === 0 ? 200 : 503).send({ status: reasons.length === 0 ? "ready" : "not_ready", reasons, ...(degraded && { degraded: degraded() }) });
  });
}
