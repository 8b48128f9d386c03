import type { FastifyInstance } from "fastify";
import { type AnsweredName, answers } from "../../engine/answers/answers.ts";
import type { Scores } from "../../engine/answers/scores.ts";
import { callerOf } from "../access/gate.ts";
import { changesRoute } from "./changes.ts";
import { documentRoutes } from "./documents.ts";
import { addQuestion } from "./question.ts";
import { type ApiParts, reachable } from "./reachable.ts";
import { refuse } from "./refuse.ts";

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
