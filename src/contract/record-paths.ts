const account = "/api/v1/accounts/{account}";

/** Where what people record about an account goes. Apart from the schemas, so that a page needs none of them. */
export const recordPaths = {
  recordPulse: { method: "POST", path: `${account}/pulses` },
  recordMeasurement: { method: "POST", path: `${account}/measurements` },
  recordAdjustment: { method: "POST", path: `${account}/adjustments` },
  recordOverride: { method: "POST", path: `${account}/overrides` },
  recordStage: { method: "POST", path: `${account}/stages` },
  recordGoal: { method: "POST", path: `${account}/goals` },
  recordInteraction: { method: "POST", path: `${account}/interactions` },
  recordReview: { method: "POST", path: `${account}/reviews` },
  recordNote: { method: "POST", path: `${account}/notes` },
  recordOwner: { method: "POST", path: `${account}/owner` },
  recordRole: { method: "POST", path: `${account}/users/{user}/role` },
  withdrawRecorded: { method: "DELETE", path: `${account}/recorded/{message}` },
} as const;

export type RecordName = keyof typeof recordPaths;
