import { randomBytes } from "node:crypto";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { type AccessParts, guardRoutes } from "./access/gate.ts";
import type { ApiParts } from "./api/reachable.ts";
import { apiRoutes } from "./api/routes.ts";
import type { Log } from "../engine/log/events.ts";
import { about, logRequests } from "./log/request-log.ts";
import type { Metrics } from "./metrics/metrics.ts";
import { metricsRoute } from "./metrics/route.ts";
import { type PageParts, pageRoutes } from "./page/route.ts";
import type { DefinitionDesk } from "../engine/definitions/desk.ts";
import { recordOne } from "../engine/record/record.ts";
import type { InsightDesk } from "../engine/learn/insight-desk.ts";
import type { OpenWork } from "../engine/ports.ts";
import type { TeamStore } from "../engine/access/team.ts";
import type { PipelinePorts } from "../engine/pipeline/pipeline.ts";
import { type DeadLetterParts, deadLetterRoutes } from "./dead-letters/route.ts";
import type { PrivacyDoor } from "../engine/forget/door.ts";
import type { SetupParts } from "../engine/imports/setup-parts.ts";
import { importRoutes } from "./imports/route.ts";
import { privacyRoutes } from "./privacy/route.ts";
import { retentionRoutes } from "./retention/route.ts";
import type { Retention } from "../engine/retention/retention.ts";
import { pipelineRoutes } from "./pipeline/route.ts";
import { insightRoutes } from "./insights/route.ts";
import { type PlanParts, planRoutes } from "./plans/route.ts";
import { type ProblemCode, RequestProblem, sendProblem } from "./problem.ts";
import { type PeopleParts, peopleRoutes } from "./people.ts";
import { noticesRoute } from "./record/notices.ts";
import { recordRoutesOf } from "./record/route.ts";
import { secureHeaders } from "./security-headers.ts";
import { type HealthParts, healthRoutes } from "./health/route.ts";
import { versionRoutes } from "./versions/route.ts";
import { type TrackingParts, trackingRoutes } from "./tracking/route.ts";

export interface ServerParts extends TrackingParts, HealthParts, ApiParts {
  readonly access: AccessParts;
  /** The page; without it there are only the APIs. */
  readonly page?: PageParts;
  readonly limits?: Partial<ServerLimits>;
  /** Where calls went, as people ask for it. */
  readonly pipeline: PipelinePorts;
  /** Calls that couldn't be stored; without it nobody sees them here. */
  readonly deadLetters?: DeadLetterParts;
  /** Plans of what is done about accounts at risk; without them there are none. */
  readonly plans?: Omit<PlanParts, "scores" | "record">;
  /** The health definition and its versions; without it none is served. */
  readonly definitions?: DefinitionDesk;
  /** Questions to the past; without it nobody asks any. */
  readonly insights?: InsightDesk;
  /** What Prometheus reads; without it nothing is counted for it. */
  readonly metrics?: Metrics;
  /** Bringing files in; without it only commands can. */
  readonly setup?: SetupParts;
  /** Forgetting people and accounts; without it nobody can be forgotten. */
  readonly privacy?: PrivacyDoor;
  /** How long what is kept; without it for ever, as far as this server knows. */
  readonly retention?: Pick<Retention, "look" | "apply">;
  /** Keys, teammates and sign-in; without them only keys that were given open anything. */
  readonly people?: PeopleParts;
  /** To say who may what somebody may not; default: the teammates of `people`. */
  readonly team?: Pick<TeamStore, "teammates">;
  /** What moves along when an account gets another owner. */
  readonly openWork?: OpenWork;
  /** Told of every request, and of every failure that is ours. */
  readonly log: Log;
}

export interface ServerLimits {
  /** Of a body as it is sent. */
  readonly bodyBytes: number;
  /** From a request's first byte to its last. */
  readonly requestMs: number;
}

const defaultLimits: ServerLimits = { bodyBytes: 8 * 1024 * 1024, requestMs: 30_000 };

/** The HTTP server, not yet listening. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { bodyBytes, requestMs } = { ...defaultLimits, ...parts.limits };
  const app = Fastify({
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    http: { connectionsCheckingInterval: Math.min(requestMs, 1000), headersTimeout: requestMs },
    // What a proxy on this machine says about who it asks for; others could say anything.
    trustProxy: "loopback",
    // What a client calls its request could name anybody.
    genReqId: () => randomBytes(9).toString("base64url"),
    requestIdHeader: false,
    keepAliveTimeout: 72_000,
    forceCloseConnections: "idle",
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4000 },
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, problemOf(error)),
  });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.code === "internal" || problem.code === "unavailable") parts.log("request_failed", { ...about(request), error });
    await sendProblem(reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(reply, new RequestProblem("not_found", `There is nothing at ${request.method} ${request.url.split("?", 1)[0]?.slice(0, 200)}.`)));
  logRequests(app, parts.log);
  secureHeaders(app, parts.access.publicOrigin);
  guardRoutes(app, parts.access);
  healthRoutes(app, parts);
  if (parts.metrics) metricsRoute(app, parts.metrics);
  if (parts.people) peopleRoutes(app, { ...parts.people, clock: parts.clock, ...(parts.access.publicOrigin !== undefined && { publicOrigin: parts.access.publicOrigin }) });
  apiRoutes(app, parts);
  const onError = (error: unknown): void => parts.log("work_stayed", { error });
  recordRoutesOf(app, { ...(parts.people && { team: parts.people.team }), ...parts, onError });
  noticesRoute(app, parts);
  pipelineRoutes(app, parts.pipeline);
  if (parts.deadLetters) deadLetterRoutes(app, parts.deadLetters);
  if (parts.plans) planRoutes(app, { ...parts.plans, scores: parts.scores, record: (scores, request) => recordOne({ ...parts, scores, uniqueId: parts.ids.unique, onError }, request) });
  if (parts.insights) insightRoutes(app, parts.insights, parts);
  if (parts.privacy) privacyRoutes(app, parts.privacy);
  if (parts.setup) importRoutes(app, parts.setup);
  if (parts.retention) retentionRoutes(app, parts.retention);
  if (parts.definitions) versionRoutes(app, parts.definitions);
  await app.register(async (scope) => trackingRoutes(scope, parts));
  const { page } = parts;
  if (page) await app.register(async (scope) => pageRoutes(scope, page));
  return app;
}

const knownErrors: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body_too_large",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "bad_request",
  FST_ERR_BAD_URL: "bad_request",
  FST_ERR_ASYNC_CONSTRAINT: "bad_request",
  FST_ERR_MAX_PARAM_LENGTH: "not_found",
  ECONNRESET: "bad_request",
  DATABASE_AWAY: "unavailable",
};

function problemOf(error: FastifyError | RequestProblem): RequestProblem {
  if (error instanceof RequestProblem) return error;
  const code = knownErrors[error.code] ?? (error.statusCode !== undefined && error.statusCode < 500 ? "bad_request" : "internal");
  return new RequestProblem(code, code === "internal" || code === "unavailable" ? "The server has noted what failed. Send the request again later." : error.message);
}
