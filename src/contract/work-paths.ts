/** Where plans, goals and views are changed. Apart from the schemas, so that a page needs none of them when it runs. */
export const workPaths = {
  openPlan: ["POST", "/api/v1/accounts/{account}/plans"],
  changePlan: ["PATCH", "/api/v1/plans/{plan}"],
  addPlanStep: ["POST", "/api/v1/plans/{plan}/steps"],
  changePlanStep: ["PATCH", "/api/v1/plans/{plan}/steps/{step}"],
  reviewPlan: ["POST", "/api/v1/plans/{plan}/reviews"],
  createGoal: ["POST", "/api/v1/goals"],
  changeGoal: ["PATCH", "/api/v1/goals/{goal}"],
  removeGoal: ["DELETE", "/api/v1/goals/{goal}"],
  keepView: ["POST", "/api/v1/views"],
  changeView: ["PATCH", "/api/v1/views/{view}"],
  removeView: ["DELETE", "/api/v1/views/{view}"],
  bulkOwner: ["POST", "/api/v1/bulk/owner"],
  bulkStage: ["POST", "/api/v1/bulk/stages"],
  bulkPlan: ["POST", "/api/v1/bulk/plans"],
  bulkWithdraw: ["POST", "/api/v1/bulk/withdrawals"],
} as const satisfies Record<string, readonly ["POST" | "PATCH" | "DELETE", string]>;

export type WorkName = keyof typeof workPaths;
