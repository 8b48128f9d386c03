import { type Likelihood, likelihoodOf } from "../../insights/calibration/calibrate.ts";
import type { CalibrationAnswer, CustomerToday } from "./calibration.ts";
import { noSegment } from "./standing-at.ts";

/** What is asked to be likely. */
export type LikelyEvent = "loss" | "growth";

/** A customer of today with how likely it is. */
export interface LikelyCustomer extends CustomerToday {
  readonly name: string;
  /** Absent for a customer whose band is unknown. */
  readonly likelihood?: Likelihood;
}

/** All customers of the last week, the likeliest first; of equals the one that pays most. None where the past doesn't allow it. */
export function likelyCustomers(answer: CalibrationAnswer, of: LikelyEvent): LikelyCustomer[] {
  if (answer.kind === "refused") return [];
  const calibration = of === "loss" ? answer.lost : answer.expanded;
  if (!calibration.possible) return [];
  const customers = answer.customers.map((customer): LikelyCustomer => {
    const likelihood = likelihoodOf(calibration, { ...customer, segment: customer.segment || noSegment });
    return { ...customer, name: answer.nameOf(customer.account), ...(likelihood && { likelihood }) };
  });
  const paid = ({ mrr }: CustomerToday): number => (Number.isNaN(mrr) ? 0 : mrr);
  return customers.toSorted((one, other) => (other.likelihood?.value ?? -1) - (one.likelihood?.value ?? -1) || paid(other) - paid(one));
}
