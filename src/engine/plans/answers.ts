import type { Answer, Asked } from "../../contract/routes.ts";
import { listViews } from "../views/list-views.ts";
import { listGoals } from "./goals.ts";
import { type PlanLists, getPlan, listAccountPlans, listPlanSteps, listPlans, listUnplanned } from "./plan-lists.ts";
import { listResponses } from "./responses.ts";

/** Everything that is asked about what people have agreed to do. */
export type WorkQuestion = "listAccountPlans" | "listPlans" | "getPlan" | "listPlanSteps" | "listUnplanned" | "listResponses" | "listGoals" | "listViews";

export const answers: { readonly [N in WorkQuestion]: (lists: PlanLists, asked: Asked<N>) => Promise<Answer<N>> } = { listAccountPlans, listPlans, getPlan, listPlanSteps, listUnplanned, listResponses, listGoals, listViews };
