import type { FastifyInstance } from "fastify";
import { type WorkName, workPaths } from "../../contract/work-paths.ts";
import { type WorkQuestion, answers } from "../../engine/plans/answers.ts";
import type { PlanLists } from "../../engine/plans/plan-lists.ts";
import { PlanRefused, type PlanRefusedKind } from "../../engine/plans/plan-refused.ts";
import { type Desks, type WorkCall, type WorkParts, openDesks, works } from "../../engine/plans/works.ts";
import { callerOf } from "../access/gate.ts";
import { addWork } from "../access/work.ts";
import { addQuestion } from "../api/question.ts";
import { type ApiParts, reachable } from "../api/reachable.ts";
import { refuse as refuseAnswer } from "../api/refuse.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

export type PlanParts = ApiParts & Omit<WorkParts, "scores">;

/** What a route is sent and what it answers belong together by its name; which one it is is known only when it is called. */
type AnyAnswer = (lists: PlanLists, asked: object) => Promise<never>;
type AnyWork = (desks: Desks, call: WorkCall<never>) => Promise<never>;

/** What people have agreed to do: lists for everybody who may read, changes for whose it is. */
export function planRoutes(app: FastifyInstance, { scores, ...parts }: PlanParts): void {
  const desks = openDesks({ ...parts, scores: () => reachable({ scores }) });
  for (const name of Object.keys(answers) as WorkQuestion[]) {
    addQuestion(app, name, async (asked, request) => (answers[name] as AnyAnswer)({ ...parts, scores: await reachable({ scores }), principal: callerOf(request) }, asked).catch(refuse));
  }
  for (const name of Object.keys(workPaths) as WorkName[]) {
    addWork(app, name, (call) => (works[name] as AnyWork)(desks, call as WorkCall<never>).catch(refuse));
  }
}

const codes: Readonly<Record<PlanRefusedKind, ProblemCode>> = { unknown: "not_found", not_yours: "not_yours", not_now: "not_now", bad_request: "invalid_request" };

function refuse(error: unknown): never {
  if (error instanceof PlanRefused) throw new RequestProblem(codes[error.kind], error.message);
  return refuseAnswer(error);
}
