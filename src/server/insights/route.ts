import type { FastifyInstance } from "fastify";
import { includesRole } from "../../contract/access.ts";
import { type InsightKind, insightKinds } from "../../contract/insights.ts";
import type { Principal } from "../../engine/access/principal.ts";
import { cancelInsight, getInsight, getInsightRun, getRenewalLikelihoods, listInsights, presentRun } from "../../engine/learn/insight-answers.ts";
import type { InsightDesk } from "../../engine/learn/insight-desk.ts";
import { authorOf } from "../../engine/plans/may.ts";
import { callerOf } from "../access/gate.ts";
import { addRoute } from "../access/routes.ts";
import { addQuestion } from "../api/question.ts";
import { type ApiParts, reachable } from "../api/reachable.ts";
import { refuse } from "../api/refuse.ts";
import { RequestProblem } from "../problem.ts";

/** `/api/v1/insights`: what was learned from the past; asking takes a manager. */
export function insightRoutes(app: FastifyInstance, desk: InsightDesk, parts: ApiParts): void {
  addQuestion(app, "listInsights", (_asked, request) => listInsights(desk, mayRun(callerOf(request))));
  addQuestion(app, "getInsight", ({ kind }) => getInsight(desk, kind));
  addQuestion(app, "getInsightRun", ({ id }) => getInsightRun(desk, id).catch(refuse));
  addQuestion(app, "getRenewalLikelihoods", async (asked) => getRenewalLikelihoods(desk, await reachable(parts), asked).catch(refuse));
  addRoute(app, "startInsight", async ({ id, request }) => presentRun(await desk.start(kindOf(id), authorOf(callerOf(request))), desk));
  addRoute(app, "cancelInsight", ({ id }) => cancelInsight(desk, id).catch(refuse));
}

const mayRun = (caller: Principal): boolean => caller.kind === "local" || (caller.kind === "teammate" && includesRole(caller.teammate.role, "manager"));

function kindOf(text: string): InsightKind {
  const kind = insightKinds.find((one) => one === text);
  if (!kind) throw new RequestProblem("not_found", `There is nothing to ask by the name ${text.slice(0, 40)}; there are ${insightKinds.join(", ")}.`);
  return kind;
}
