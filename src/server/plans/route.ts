import type { FastifyInstance } from "fastify";
import { PlanDesk, type PlanDeskParts } from "../../engine/plans/plan-desk.ts";
import { type PlanLists, getPlan, listAccountPlans, listPlanSteps, listPlans, listUnplanned } from "../../engine/plans/plan-lists.ts";
import { PlanRefused, type PlanRefusedKind } from "../../engine/plans/plan-refused.ts";
import type { PlanStore } from "../../engine/plans/plan-store.ts";
import { callerOf } from "../access/gate.ts";
import { addWork } from "../access/work.ts";
import { addQuestion } from "../api/question.ts";
import { type ApiParts, reachable } from "../api/reachable.ts";
import { refuse as refuseAnswer } from "../api/refuse.ts";
import { type ProblemCode, RequestProblem } from "../problem.ts";

export interface PlanParts extends ApiParts, Pick<PlanDeskParts, "uniqueId"> {
  readonly store: PlanStore;
}

/** What people have agreed to do: lists for everybody who may read, changes for whose it is. */
export function planRoutes(app: FastifyInstance, { store, uniqueId, ...api }: PlanParts): void {
  const desk = new PlanDesk({ store, uniqueId, scores: () => reachable(api) });
  const lists = async (request: Parameters<typeof callerOf>[0]): Promise<PlanLists> => ({ store, scores: await reachable(api), principal: callerOf(request) });
  addQuestion(app, "listAccountPlans", async (asked, request) => listAccountPlans(await lists(request), asked).catch(refuse));
  addQuestion(app, "listPlans", async (asked, request) => listPlans(await lists(request), asked).catch(refuse));
  addQuestion(app, "getPlan", async (asked, request) => getPlan(await lists(request), asked).catch(refuse));
  addQuestion(app, "listPlanSteps", async (asked, request) => listPlanSteps(await lists(request), asked).catch(refuse));
  addQuestion(app, "listUnplanned", async (asked, request) => listUnplanned(await lists(request), asked).catch(refuse));
  addWork(app, "openPlan", ({ caller, path: { account }, body }) => desk.open(caller, account, body).catch(refuse));
  addWork(app, "changePlan", ({ caller, path: { plan }, body }) => desk.change(caller, plan, body).catch(refuse));
  addWork(app, "addPlanStep", ({ caller, path: { plan }, body, key }) => desk.addStep(caller, plan, body, { key }).catch(refuse));
  addWork(app, "changePlanStep", ({ caller, path, body }) => desk.changeStep(caller, path, body).catch(refuse));
  addWork(app, "reviewPlan", ({ caller, path: { plan }, body, key }) => desk.review(caller, plan, body, { key }).catch(refuse));
}

const codes: Readonly<Record<PlanRefusedKind, ProblemCode>> = { unknown: "not_found", not_yours: "not_yours", not_now: "not_now", bad_request: "invalid_request" };

function refuse(error: unknown): never {
  if (error instanceof PlanRefused) throw new RequestProblem(codes[error.kind], error.message);
  return refuseAnswer(error);
}
