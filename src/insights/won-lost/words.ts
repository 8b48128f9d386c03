import type { Estimate } from "../../lib/statistics/interval.ts";
import type { Finding } from "./finding.ts";

/** A number as people write it: at most three digits that count. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "any number" : "unknown";
  return Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

const ratio = (value: number): string => (Number.isFinite(value) ? value.toFixed(value < 10 ? 1 : 0) : "any number of");
const interval = ({ low, high }: Estimate): string => `95 % interval ${ratio(low)} to ${ratio(high)}`;

/** The finding as one sentence, such as "csat over 4.7: renews 1.5 times as often, 95 % interval 1.2 to 1.9, n = 214". */
export function findingInWords(finding: Omit<Finding, "text">): string {
  const { metric, leadDays, auc, threshold, won, lost, verdict } = finding;
  const when = `${leadDays} days before`;
  if (verdict === "not_enough") return `${metric}, ${when}: not enough to ask (${won} stayed, ${lost} left, with a value)`;
  if (verdict === "nothing_found") return `${metric}, ${when}: nothing found (AUC ${auc.value.toFixed(2)}, ${auc.low.toFixed(2)} to ${auc.high.toFixed(2)}, n = ${won + lost})`;
  const hedge = { consistent: "", possible: " (possible, not certain)", unstable: " (but not in every year and segment)" }[verdict];
  if (threshold === undefined) {
    return `${metric}, ${when}: ${finding.better} of it goes with renewal${hedge}, AUC ${auc.value.toFixed(2)}, ${auc.low.toFixed(2)} to ${auc.high.toFixed(2)}, n = ${won + lost}`;
  }
  const where = `${metric} ${threshold.side} ${short(threshold.value)}, ${when}`;
  // Where nearly everybody renews, nobody can renew much more often: there the losses tell.
  if (threshold.renewedOther.value > 0.6) return `${where}: the others leave ${ratio(threshold.risk.value)} times as often${hedge}, ${interval(threshold.risk)}, n = ${threshold.n}`;
  return `${where}: renews ${ratio(threshold.lift.value)} times as often${hedge}, ${interval(threshold.lift)}, n = ${threshold.n}`;
}
