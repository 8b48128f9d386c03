import type { Auc } from "../../lib/statistics/auc.ts";
import type { Estimate } from "../../lib/statistics/interval.ts";
import type { Leak } from "./leak.ts";

export type VerdictKind = "predicts" | "weak" | "nothing_found" | "not_enough" | "leaks";

export interface Verdict {
  readonly kind: VerdictKind;
  /** One sentence in plain words. */
  readonly text: string;
}

/** Fewer accounts lost, or kept, than this are no ground for a verdict. */
export const fewestAccounts = 20;

export interface Evidence {
  readonly leadDays: number;
  readonly auc: Auc;
  readonly accounts: { readonly lost: number; readonly won: number };
  readonly baselines: readonly { readonly name: string; readonly auc: Auc; readonly difference: Estimate }[];
  readonly leaks: readonly Leak[];
}

/**
 * Does the score predict? One lead time was fixed before looking, so there is one test and nothing to correct. `predicts` needs the
 * whole interval of the AUC above 0.55; chance alone gets there in fewer than 1 of 100 (a test over seeds shows it). `weak` needs
 * the whole interval above 0.5.
 */
export function judge(evidence: Evidence): Verdict {
  const { auc, accounts, leadDays, leaks } = evidence;
  const leaking = leaks.filter((leak) => leak.severity === "leak");
  if (leaking.length > 0) return { kind: "leaks", text: `can't be judged: ${leaking.map(({ metric, text }) => `${metric} ${text}`).join("; ")}` };
  const rarer = Math.min(accounts.lost, accounts.won);
  if (rarer < fewestAccounts) {
    const what = accounts.lost <= accounts.won ? "lost" : "renewed";
    return { kind: "not_enough", text: `not enough outcomes (${rarer} ${what} with a score ${leadDays} days before; at least ${fewestAccounts} needed)` };
  }
  const figures = `AUC ${auc.value.toFixed(2)}, 95 % interval ${auc.low.toFixed(2)} to ${auc.high.toFixed(2)}, ${auc.negatives} lost and ${auc.positives} renewed`;
  const pairs = `${leadDays} days before the decision, a customer who stayed had the higher score in ${Math.round(auc.value * 100)} of 100 pairs`;
  if (auc.high < 0.5) return { kind: "nothing_found", text: `no predictive power found; the score points the wrong way (${figures}, ${leadDays} days before)` };
  if (!(auc.low > 0.5 && auc.p < 0.05)) return { kind: "nothing_found", text: `no predictive power found (${figures}, ${leadDays} days before)` };
  const kind = auc.low > 0.55 ? "predicts" : "weak";
  return { kind, text: `${kind}: ${pairs} (${figures})${comparison(evidence.baselines)}` };
}

/** Against the best of the simple rules: a model that one of them equals has not earned its trouble. */
function comparison(baselines: Evidence["baselines"]): string {
  const best = baselines.toSorted((a, b) => b.auc.value - a.auc.value)[0];
  if (best === undefined || Number.isNaN(best.auc.value)) return "";
  const { name, auc, difference } = best;
  const word = difference.low > 0 ? "better than" : difference.high < 0 ? "worse than" : "no better than";
  return `; ${word} ${name} alone (${auc.value.toFixed(2)})`;
}
