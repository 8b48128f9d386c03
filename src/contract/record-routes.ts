import type { z } from "zod";
import { type RecordName, recordPaths } from "./record-paths.ts";
import { adjustmentWish, goalWish, interactionWish, measurementWish, noteWish, overrideWish, ownerWish, pulseWish, reviewWish, roleWish, stageWish, withdrawalWish } from "./record.ts";

/** One thing that can be recorded. All of them answer {@link recordedSchema}. */
export interface RecordRoute {
  readonly method: "POST" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly body: z.ZodType;
}

export const recordRoutes = {
  recordPulse: { ...recordPaths.recordPulse, summary: "How somebody feels about it: green, or yellow or red with a reason", body: pulseWish },
  recordMeasurement: { ...recordPaths.recordMeasurement, summary: "A value that is typed in", body: measurementWish },
  recordAdjustment: { ...recordPaths.recordAdjustment, summary: "Lower its score with a reason, for a while; a manager may also raise it", body: adjustmentWish },
  recordOverride: { ...recordPaths.recordOverride, summary: "Put a band or a score in place of the computed one, with a reason, for a while", body: overrideWish },
  recordStage: { ...recordPaths.recordStage, summary: "Set its stage by hand, with a reason", body: stageWish },
  recordGoal: { ...recordPaths.recordGoal, summary: "A goal of the customer, stated as a whole", body: goalWish },
  recordInteraction: { ...recordPaths.recordInteraction, summary: "A call, an e-mail, a meeting, a kick-off or a workshop", body: interactionWish },
  recordReview: { ...recordPaths.recordReview, summary: "A business review", body: reviewWish },
  recordNote: { ...recordPaths.recordNote, summary: "A note, which no metric counts", body: noteWish },
  recordOwner: { ...recordPaths.recordOwner, summary: "Hand it over to another owner: its pulse ages out, open work moves along", body: ownerWish },
  recordRole: { ...recordPaths.recordRole, summary: "Say which role one of its users has, as the user trait `role`; null for none", body: roleWish },
  withdrawRecorded: { ...recordPaths.withdrawRecorded, summary: "Take back what was recorded; from now on it doesn't count", body: withdrawalWish },
} as const satisfies Record<RecordName, RecordRoute>;

/** What is to be written. */
export type RecordWish<N extends RecordName> = z.input<(typeof recordRoutes)[N]["body"]>;
/** What was written, once checked. */
export type RecordBody<N extends RecordName> = z.output<(typeof recordRoutes)[N]["body"]>;
