import type { Answer, Asked } from "../../contract/routes.ts";
import { type PlanLists, getPlan, listAccountPlans, listPlanSteps, listPlans, listUnplanned } from "./plan-lists.ts";

/** Everything that is asked about what people have agreed to do. */
export type WorkQuestion = "listAccountPlans" | "listPlans" | "getPlan" | "listPlanSteps" | "listUnplanned";

export const answers: { readonly [N in WorkQuestion]: (lists: PlanLists, asked: Asked<N>) => Promise<Answer<N>> } = { listAccountPlans, listPlans, getPlan, listPlanSteps, listUnplanned };
