import { z } from "zod";
import type { Scope } from "./access.ts";
import { accountParams, accountSchema, differenceQuery, differenceSchema, historyQuery, historySchema, instantQuery } from "./account.ts";
import { accountBenchmarkSchema, benchmarksQuery, benchmarksSchema } from "./benchmarks.ts";
import { contractsSchema, eventsQuery, eventsSchema, peopleQuery, peopleSchema, personParams, personSchema, usersQuery, usersSchema } from "./account-facts.ts";
import { findQuery, findSchema } from "./find.ts";
import { disagreementsQuery, disagreementsSchema, dueQuery, dueSchema, noticesQuery, noticesSchema, recordedListSchema } from "./judgement.ts";
import { accountJourneySchema, cohortsSchema, journeyQuery, journeySchema, trendSchema } from "./journey.ts";
import { packSchema } from "./pack.ts";
import { insightParams, insightRunParams, insightRunSchema, insightSchema, insightsSchema, renewalLikelihoodsSchema } from "./insights.ts";
import type { RouteName } from "./paths.ts";
import { accountPipelineQuery, accountPipelineSchema, pipelineSchema } from "./pipeline.ts";
import { accountPlansSchema, planParams, planSchema, plansQuery, plansSchema, stepsQuery, stepsSchema, unplannedQuery, unplannedSchema } from "./plan.ts";
import { goalsSchema } from "./goal.ts";
import { responsesQuery, responsesSchema } from "./responses.ts";
import { accountsQuery, accountsSchema, distributionQuery, distributionSchema, groupsQuery, groupsSchema, nearQuery, nearSchema, portfolioQuery, summarySchema, traitNamesSchema } from "./portfolio.ts";
import { accountTransitionsQuery, transitionsQuery, transitionsSchema } from "./transitions.ts";
import { renewalsQuery, renewalsSchema, revenueQuery, revenueSchema } from "./revenue.ts";
import { spreadSchema } from "./spread.ts";
import { viewsSchema } from "./view.ts";
import { versionChangesSchema, versionFilesSchema, versionParams, versionsQuery, versionsSchema } from "./version.ts";

/** One thing that can be asked. */
export interface Route {
  readonly method: "GET";
  readonly summary: string;
  /** What a read key must be made for; teammates may ask all of it. */
  readonly scope: Scope;
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  readonly response: z.ZodType;
}

const nothing = z.strictObject({});

/** Everything that can be asked, by name; `paths.ts` says where. */
export const routes = {
  listAccounts: { method: "GET", summary: "Accounts of the portfolio, filtered and sorted", scope: "accounts", params: nothing, query: accountsQuery, response: accountsSchema },
  getAccount: { method: "GET", summary: "An account with everything that its score came from", scope: "accounts", params: accountParams, query: instantQuery, response: accountSchema },
  getHistory: { method: "GET", summary: "Its score at every local midnight, and what happened meanwhile", scope: "accounts", params: accountParams, query: historyQuery, response: historySchema },
  getDifference: { method: "GET", summary: "Why its score is another than it was", scope: "accounts", params: accountParams, query: differenceQuery, response: differenceSchema },
  listAccountTransitions: { method: "GET", summary: "When its band changed, and why", scope: "accounts", params: accountParams, query: accountTransitionsQuery, response: transitionsSchema },
  listUsers: { method: "GET", summary: "Its users, with role and when they were last seen", scope: "people", params: accountParams, query: usersQuery, response: usersSchema },
  getPerson: { method: "GET", summary: "One of its users: whether they are as active as usual, and what they use", scope: "people", params: personParams, query: instantQuery, response: personSchema },
  listEvents: { method: "GET", summary: "Its events, or those behind one metric", scope: "people", params: accountParams, query: eventsQuery, response: eventsSchema },
  listContracts: { method: "GET", summary: "Its contracts, as they were known", scope: "accounts", params: accountParams, query: instantQuery, response: contractsSchema },
  listRecorded: { method: "GET", summary: "What people recorded about it, with what ended or was taken back", scope: "accounts", params: accountParams, query: instantQuery, response: recordedListSchema },
  listDisagreements: { method: "GET", summary: "Accounts of which somebody says green and the data red, or the other way round, for a week", scope: "accounts", params: nothing, query: disagreementsQuery, response: disagreementsSchema },
  listMeasurementsDue: { method: "GET", summary: "Pulses and typed-in values that are overdue or due, and who has to say them", scope: "accounts", params: nothing, query: dueQuery, response: dueSchema },
  listNotices: { method: "GET", summary: "Accounts that were handed over to or from somebody lately", scope: "accounts", params: nothing, query: noticesQuery, response: noticesSchema },
  findAccount: { method: "GET", summary: "The account with an id or a name", scope: "accounts", params: nothing, query: findQuery, response: findSchema },
  findPeople: { method: "GET", summary: "People of all accounts by name, e-mail address or id", scope: "people", params: nothing, query: peopleQuery, response: peopleSchema },
  listTraits: { method: "GET", summary: "Which traits accounts have", scope: "accounts", params: nothing, query: nothing, response: traitNamesSchema },
  getSummary: { method: "GET", summary: "Accounts and revenue by band, and why some have none", scope: "accounts", params: nothing, query: portfolioQuery, response: summarySchema },
  getGroups: { method: "GET", summary: "Accounts and revenue by band, stage, segment, owner or month of renewal", scope: "accounts", params: nothing, query: groupsQuery, response: groupsSchema },
  getDistribution: { method: "GET", summary: "How scores are spread", scope: "accounts", params: nothing, query: distributionQuery, response: distributionSchema },
  getNearlyThere: { method: "GET", summary: "Who is just under the next band, and what would lift them", scope: "accounts", params: nothing, query: nearQuery, response: nearSchema },
  listTransitions: { method: "GET", summary: "Accounts whose band changed, and why", scope: "accounts", params: nothing, query: transitionsQuery, response: transitionsSchema },
  getTrend: { method: "GET", summary: "How accounts and revenue spread over the bands, midnight by midnight", scope: "accounts", params: nothing, query: instantQuery, response: trendSchema },
  getJourney: { method: "GET", summary: "Where accounts are on their way: the board, the funnel, and who is stuck or behind and why", scope: "accounts", params: nothing, query: journeyQuery, response: journeySchema },
  getCohorts: { method: "GET", summary: "How long onboarding, first value and each stage take, by start month and segment", scope: "accounts", params: nothing, query: instantQuery, response: cohortsSchema },
  getAccountJourney: { method: "GET", summary: "Its way: stages, activities, milestones and goals", scope: "accounts", params: accountParams, query: instantQuery, response: accountJourneySchema },
  getBenchmarks: { method: "GET", summary: "What customers have by segment and stage, and who is furthest under it", scope: "accounts", params: nothing, query: benchmarksQuery, response: benchmarksSchema },
  getAccountBenchmark: { method: "GET", summary: "Its gap to customers like it, what explains most of it, and what became of those who looked the same", scope: "accounts", params: accountParams, query: instantQuery, response: accountBenchmarkSchema },
  getRevenue: { method: "GET", summary: "Recurring revenue at risk by stage, segment, owner and month of renewal; gross and net retention", scope: "accounts", params: nothing, query: revenueQuery, response: revenueSchema },
  getRenewals: { method: "GET", summary: "Who renews next, by month and owner", scope: "accounts", params: nothing, query: renewalsQuery, response: renewalsSchema },
  getSpread: { method: "GET", summary: "Whether the bands tell accounts apart, and what would make them", scope: "accounts", params: nothing, query: instantQuery, response: spreadSchema },
  getPack: { method: "GET", summary: "How scores are made: metrics, weights and definitions in words", scope: "accounts", params: nothing, query: nothing, response: packSchema },
  listVersions: { method: "GET", summary: "The health definition in use, and every version that was applied", scope: "accounts", params: nothing, query: nothing, response: versionsSchema },
  getVersion: { method: "GET", summary: "A version with its files; `running` for the one in use", scope: "accounts", params: versionParams, query: nothing, response: versionFilesSchema },
  compareVersions: { method: "GET", summary: "What is defined otherwise in one version than in another", scope: "accounts", params: nothing, query: versionsQuery, response: versionChangesSchema },
  getPipeline: { method: "GET", summary: "Where every call has gone, and when each source was last heard of", scope: "pipeline", params: nothing, query: nothing, response: pipelineSchema },
  getAccountPipeline: { method: "GET", summary: "Which events of an account arrived lately, how they were attributed, and which metrics count them", scope: "pipeline", params: accountParams, query: accountPipelineQuery, response: accountPipelineSchema },
  listAccountPlans: { method: "GET", summary: "The plans of an account, and what the health definition proposes to do about it", scope: "accounts", params: accountParams, query: nothing, response: accountPlansSchema },
  listPlans: { method: "GET", summary: "Plans for accounts at risk, what of them is late, and whether it helps", scope: "accounts", params: nothing, query: plansQuery, response: plansSchema },
  getPlan: { method: "GET", summary: "A plan with its steps and reviews", scope: "accounts", params: planParams, query: nothing, response: planSchema },
  listPlanSteps: { method: "GET", summary: "Next steps of open plans, the earliest due first", scope: "accounts", params: nothing, query: stepsQuery, response: stepsSchema },
  listUnplanned: { method: "GET", summary: "Accounts at risk that nobody has a plan for", scope: "accounts", params: nothing, query: unplannedQuery, response: unplannedSchema },
  listResponses: { method: "GET", summary: "How long it took to respond to falls of a band, and to recover from them", scope: "accounts", params: nothing, query: responsesQuery, response: responsesSchema },
  listGoals: { method: "GET", summary: "What the company wants to reach by when, and how far it is", scope: "accounts", params: nothing, query: nothing, response: goalsSchema },
  listViews: { method: "GET", summary: "Views of the portfolio that are shared, and one's own", scope: "accounts", params: nothing, query: nothing, response: viewsSchema },
  listInsights: { method: "GET", summary: "What was learned from the past: the newest result of each kind, and what runs", scope: "accounts", params: nothing, query: nothing, response: insightsSchema },
  getInsight: { method: "GET", summary: "The newest result of a kind, as `bellwether learn` prints it", scope: "accounts", params: insightParams, query: nothing, response: insightSchema },
  getInsightRun: { method: "GET", summary: "A question to the past that was asked: how far it is, and what became of it", scope: "accounts", params: insightRunParams, query: nothing, response: insightRunSchema },
  getRenewalLikelihoods: { method: "GET", summary: "How likely those who renew next are to be lost, where the past allows to say so", scope: "accounts", params: nothing, query: renewalsQuery, response: renewalLikelihoodsSchema },
} as const satisfies Record<RouteName, Route>;

export type Routes = typeof routes;

/** What a route answers. */
export type Answer<N extends RouteName> = z.output<Routes[N]["response"]>;
/** A schema without members gives an index signature that would forbid those of the other. */
type Members<T> = string extends keyof T ? object : T;

/** What a route was asked, once checked. */
export type Asked<N extends RouteName> = Members<z.output<Routes[N]["params"]>> & Members<z.output<Routes[N]["query"]>>;
/** What is to be written to ask it: parameters of path and query together. */
export type Question<N extends RouteName> = Members<z.input<Routes[N]["params"]>> & Members<z.input<Routes[N]["query"]>>;
