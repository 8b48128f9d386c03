import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Log } from "../../engine/log/events.ts";

declare module "fastify" {
  interface FastifyReply {
    /** The code of the problem that it was answered with. */
    problemCode: string | undefined;
  }
}

/** The pattern of a request's route, such as `/api/v1/accounts/:account`: a path would name customers. */
export const routeOf = (request: FastifyRequest): string => (request.is404 ? "none" : (request.routeOptions.url ?? "none"));

/** What a machine asks all the time without anything being wrong; at `info` it would hide everything else. */
function isRoutine(request: FastifyRequest, status: number): boolean {
  if (request.is404 || request.routeOptions.config.policy === undefined) return false;
  const { kind } = request.routeOptions.config.policy;
  const isOfLibraries = kind === "write_key" && (status < 400 || status === 429);
  return isOfLibraries || (kind === "public" && status < 500) || routeOf(request) === "/metrics";
}

/** Logs every request once it is answered: route, status, duration and the kind of caller, and nothing that it held. */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.decorateReply("problemCode", undefined);
  app.addHook("onRequest", async (request, reply) => void reply.header("x-request-id", request.id));
  app.addHook("onResponse", async (request, reply) => {
    log(isRoutine(request, reply.statusCode) ? "routine_answered" : "request_answered", { ...about(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10, caller: request.principal?.kind ?? "none", problem: reply.problemCode });
  });
}

export const about = (request: FastifyRequest): { readonly requestId: string; readonly method: string; readonly route: string } => ({ requestId: request.id, method: request.method, route: routeOf(request) });

/** Remembered until the answer is logged. */
export function noteProblem(reply: FastifyReply, code: string): void {
  reply.problemCode = code;
}
