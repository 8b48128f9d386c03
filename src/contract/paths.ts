/**
 * Where every route lies. Apart from the schemas, so that a client needs none of them when it runs. What stands in
 * braces is a parameter.
 */
export const paths = {
  listAccounts: "/api/v1/accounts",
  getAccount: "/api/v1/accounts/{account}",
  getHistory: "/api/v1/accounts/{account}/history",
  getDifference: "/api/v1/accounts/{account}/difference",
  listAccountTransitions: "/api/v1/accounts/{account}/transitions",
  listUsers: "/api/v1/accounts/{account}/users",
  getPerson: "/api/v1/accounts/{account}/users/{user}",
  listEvents: "/api/v1/accounts/{account}/events",
  listContracts: "/api/v1/accounts/{account}/contracts",
  listRecorded: "/api/v1/accounts/{account}/recorded",
  listDisagreements: "/api/v1/disagreements",
  listMeasurementsDue: "/api/v1/measurements-due",
  listNotices: "/api/v1/notices",
  findAccount: "/api/v1/find-account",
  findPeople: "/api/v1/people",
  listTraits: "/api/v1/portfolio/traits",
  getSummary: "/api/v1/portfolio/summary",
  getGroups: "/api/v1/portfolio/groups",
  getDistribution: "/api/v1/portfolio/distribution",
  getNearlyThere: "/api/v1/portfolio/nearly-there",
  listTransitions: "/api/v1/transitions",
  getTrend: "/api/v1/portfolio/trend",
  getJourney: "/api/v1/journey",
  getCohorts: "/api/v1/journey/cohorts",
  getAccountJourney: "/api/v1/accounts/{account}/journey",
  getBenchmarks: "/api/v1/benchmarks",
  getAccountBenchmark: "/api/v1/accounts/{account}/benchmark",
  getRevenue: "/api/v1/revenue",
  getRenewals: "/api/v1/renewals",
  getSpread: "/api/v1/spread",
  getPack: "/api/v1/pack",
  listVersions: "/api/v1/versions",
  getVersion: "/api/v1/versions/{version}",
  compareVersions: "/api/v1/versions/changes",
  getPipeline: "/api/v1/pipeline",
  getAccountPipeline: "/api/v1/accounts/{account}/pipeline",
  listAccountPlans: "/api/v1/accounts/{account}/plans",
  listPlans: "/api/v1/plans",
  getPlan: "/api/v1/plans/{plan}",
  listPlanSteps: "/api/v1/plan-steps",
  listUnplanned: "/api/v1/accounts-without-plan",
  listResponses: "/api/v1/responses",
  listGoals: "/api/v1/goals",
  listViews: "/api/v1/views",
  listInsights: "/api/v1/insights",
  getInsight: "/api/v1/insights/{kind}",
  getInsightRun: "/api/v1/insights/runs/{id}",
  getRenewalLikelihoods: "/api/v1/renewals/likelihoods",
} as const;

export type RouteName = keyof typeof paths;

/** Not in the table, because it answers with a stream of events: see `changes.ts`. */
export const changesPath = "/api/v1/changes";

/** Not in a table either, because they answer with a record a line, however many there are. */
export const exportPaths = { user: "/api/v1/users/{id}/export", account: "/api/v1/accounts/{account}/export" } as const;

/** A file to be imported goes in as it is, and rejected rows come out as one. */
export const importFilePaths = { upload: "/api/v1/imports/files", rejects: "/api/v1/imports/runs/{id}/rejects" } as const;
