import type { FastifyInstance } from "fastify";
import { type AnsweredName, answers } from "../../engine/answers/answers.ts";
import type { Scores } from "../../engine/answers/scores.ts";
import { Unanswerable, type UnanswerableKind } from "../../engine/answers/unanswerable.ts";
import { callerOf } from "../access/gate.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";
import { changesRoute } from "./changes.ts";
import { documentRoutes } from "./documents.ts";
import { addQuestion } from "./question.ts";
import { type ApiParts, reachable } from "./reachable.ts";

/** What a route asks and answers belong together by its name; which one it is is known only when it is called. */
type AnyAnswer = (scores: Scores, workspace: string, asked: object) => Promise<never>;

/** Every route of the contract about scores, the stream of changes, and the document that describes them. */
export function apiRoutes(app: FastifyInstance, parts: ApiParts): void {
  for (const name of Object.keys(answers) as AnsweredName[]) {
    addQuestion(app, name, async (asked, request) => {
      const scores = await reachable(parts);
      return await (answers[name] as AnyAnswer)(scores, callerOf(request).workspace, asked).catch(refuse);
    });
  }
  changesRoute(app, parts);
  documentRoutes(app);
}

const codes: Readonly<Record<UnanswerableKind, ProblemCode>> = { unknown: "not_found", no_score: "no_score", bad_question: "bad_request" };

function refuse(error: unknown): never {
  if (error instanceof Unanswerable) throw new RequestProblem(codes[error.kind], error.message);
  throw error;
}
