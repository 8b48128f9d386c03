import { type PlanRefusal, mostOpenSteps, mostReviews } from "../../plans/plan.ts";

/** Why something about plans isn't done; the message is for whoever asked. */
export type PlanRefusedKind = "unknown" | "not_yours" | "not_now" | "bad_request";

export class PlanRefused extends Error {
  readonly kind: PlanRefusedKind;

  constructor(kind: PlanRefusedKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const words: Readonly<Record<PlanRefusal, readonly [PlanRefusedKind, string]>> = {
  closed: ["not_now", "The plan is closed. Open it again to change it."],
  too_many_steps: ["not_now", `A plan has at most ${mostOpenSteps} next steps. Tick one off or drop one first.`],
  too_many_reviews: ["not_now", `A plan keeps at most ${mostReviews} reviews. Close it, and open another one.`],
  no_such_step: ["unknown", "The plan has no such step."],
  already_open: ["not_now", "The account has a plan that is open already. Go on with that one, or close it first."],
};

export const refusedBecause = (refusal: PlanRefusal): PlanRefused => new PlanRefused(...words[refusal]);
export const notYours = (owner: string | null): PlanRefused => new PlanRefused("not_yours", `The account ${owner === null ? "has no owner" : `is ${owner}'s`}, and in none of your books. Its owner or a manager may do this.`);
export const noSuchPlan = (): PlanRefused => new PlanRefused("unknown", "There is no such plan.");
