import type { RouteName } from "../../contract/paths.ts";
import type { Answer, Asked } from "../../contract/routes.ts";
import { getAccount } from "./account.ts";
import { listContracts, listEvents, listUsers } from "./account-facts.ts";
import { getPerson } from "./person.ts";
import { getDifference } from "./difference.ts";
import { getAccountBenchmark } from "./account-benchmark.ts";
import { getAccountJourney } from "./account-journey.ts";
import { getBenchmarks } from "./benchmarks.ts";
import { getCohorts } from "./cohorts.ts";
import { findPeople } from "./find-people.ts";
import { findAccount } from "./find.ts";
import { getHistory } from "./history.ts";
import { listDisagreements } from "./disagreements.ts";
import { listMeasurementsDue } from "./due.ts";
import { listRecorded } from "./recorded.ts";
import { getJourney } from "./journey.ts";
import { getPack } from "./pack.ts";
import { getDistribution, getGroups, getNearlyThere, getSummary, listAccounts, listTraits } from "./portfolio.ts";
import { getRenewals } from "./renewals.ts";
import { getRevenue } from "./revenue.ts";
import type { Scores } from "./scores.ts";
import { listAccountTransitions, listTransitions } from "./transitions.ts";
import { getSpread } from "./spread.ts";
import { getTrend } from "./trend.ts";

/** What is answered from scores alone; how calls come in is told by the pipeline, what people do by `engine/plans`, versions by their desk, the past by `engine/learn`, and notices depend on who asks. */
export type AnsweredName = Exclude<RouteName, "getPipeline" | "getAccountPipeline" | "listNotices" | "listAccountPlans" | "listPlans" | "getPlan" | "listPlanSteps" | "listUnplanned" | "listResponses" | "listGoals" | "listViews" | "listInsights" | "getInsight" | "getInsightRun" | "getRenewalLikelihoods" | "listVersions" | "getVersion" | "compareVersions">;

/** Answers one question in a workspace; throws Unanswerable where there is no answer. */
export type Answers = { readonly [N in AnsweredName]: (scores: Scores, workspace: string, asked: Asked<N>) => Promise<Answer<N>> };

/** Whoever adds a route to the contract is told here that nobody answers it yet. */
export const answers: Answers = {
  listAccounts, getAccount, getHistory, getDifference, listUsers, getPerson, listEvents, listContracts, findAccount, findPeople, listRecorded, listDisagreements, listMeasurementsDue, listTransitions, listAccountTransitions,
  listTraits, getSummary, getGroups, getDistribution, getNearlyThere, getTrend, getJourney, getCohorts, getAccountJourney, getBenchmarks, getAccountBenchmark, getRevenue, getRenewals, getSpread, getPack,
};
