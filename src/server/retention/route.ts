import type { FastifyInstance } from "fastify";
import type { Retention } from "../../engine/retention/retention.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";

/** How long what is kept, and removing what is older: for administrators, and for keys for privacy. */
export function retentionRoutes(app: FastifyInstance, retention: Pick<Retention, "look" | "apply">): void {
  addRoute(app, "getRetention", ({ request, query }) => retention.look(callerOf(request).workspace, { preview: query.preview === "yes" }));
  addRoute(app, "applyRetention", ({ request }) => retention.apply(callerOf(request).workspace));
}
