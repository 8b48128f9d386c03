import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type RouteName, paths } from "../../contract/paths.ts";
import { type Route, routes } from "../../contract/routes.ts";
import { answers } from "../../engine/answers/answers.ts";
import type { Scores } from "../../engine/answers/scores.ts";
import { Unanswerable, type UnanswerableKind } from "../../engine/answers/unanswerable.ts";
import { callerOf } from "../access/gate.ts";
import { forReading } from "../access/policy.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";
import { changesRoute } from "./changes.ts";
import { documentRoutes } from "./documents.ts";
import { type ApiParts, reachable } from "./reachable.ts";

/** Every route of the contract, the stream of changes, and the document that describes them. */
export function apiRoutes(app: FastifyInstance, parts: ApiParts): void {
  for (const name of Object.keys(routes) as RouteName[]) {
    app.get(paths[name].replaceAll(/\{(\w+)\}/g, ":$1"), { config: { policy: forReading(routes[name].scope) } }, (request, reply) => answer(name, { request, reply, parts }));
  }
  changesRoute(app, parts);
  documentRoutes(app);
}

interface Asking {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly parts: ApiParts;
}

/** What a route asks and answers belong together by its name; which one it is is known only when it is called. */
type AnyAnswer = (scores: Scores, workspace: string, asked: object) => Promise<unknown>;

async function answer(name: RouteName, { request, reply, parts }: Asking): Promise<FastifyReply> {
  const asked = questionOf(routes[name], request);
  const scores = await reachable(parts);
  const answered = await (answers[name] as AnyAnswer)(scores, callerOf(request).workspace, asked).catch(refuse);
  return reply.header("cache-control", "no-store").send(routes[name].response.parse(answered));
}

/** Path and query, read by their schemas; everything that is wrong is said at once. */
function questionOf({ params, query }: Route, request: FastifyRequest): object {
  const read = [params.safeParse(request.params), query.safeParse(request.query)];
  const errors = read.flatMap((part) => (part.success ? [] : part.error.issues.flatMap(wrongs)));
  if (errors.length > 0) throw new RequestProblem("bad_request", errors.map(({ path, message }) => `${path}: ${message}`).join("; "), { more: { errors } });
  return Object.assign({}, ...read.map(({ data }) => data)) as object;
}

interface Wrong {
  readonly path: string;
  readonly message: string;
}

function wrongs(issue: z.core.$ZodIssue): Wrong[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: key, message: "there is no such parameter" }));
  return [{ path: issue.path.join("."), message: issue.message }];
}

const codes: Readonly<Record<UnanswerableKind, ProblemCode>> = { unknown: "not_found", no_score: "no_score", bad_question: "bad_request" };

function refuse(error: unknown): never {
  if (error instanceof Unanswerable) throw new RequestProblem(codes[error.kind], error.message);
  throw error;
}
