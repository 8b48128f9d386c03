import type { Leak } from "../insights/backtest/leak.ts";
import type { DerivedOutcomes } from "../insights/outcomes/derive.ts";
import type { Outcome } from "../insights/outcomes/outcome.ts";
import type { Estimate } from "../lib/statistics/interval.ts";
import type { Pack } from "../pack/schema.ts";
import { type Paint, countedText } from "./format.ts";
import { metricName } from "../pack/names.ts";

export const twoDigits = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(2).replace("-", "−"));
export const wholePercent = (share: number): string => (Number.isNaN(share) ? "–" : `${Math.round(share * 100)} %`);
export const intervalText = ({ value, low, high }: Estimate, show: (value: number) => string): string => (Number.isNaN(value) ? "–" : `${show(value)} (${show(low)} to ${show(high)})`);
export const inShort = (kind: string): string => kind.replaceAll("_", " ");

const timings = ["on_time", "early", "late", "implied"] as const;

/** `1,961 renewed (1,900 on time, 61 late)` */
function renewals(outcomes: readonly Outcome[]): string {
  const decided = outcomes.filter(({ kind, renewal }) => kind !== "churned" && renewal !== undefined);
  const parts = timings.flatMap((timing) => {
    const count = decided.filter(({ renewal }) => renewal === timing).length;
    return count > 0 ? [`${count.toLocaleString("en-US")} ${timing === "implied" ? "by running on" : inShort(timing)}`] : [];
  });
  return `${countedText(decided.length, "renewal", "renewals")}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}`;
}

/** What was counted as what, and how often the data contradicts itself. */
export function outcomeLines(derived: DerivedOutcomes): string[] {
  const { outcomes, conflicts, pending, definition } = derived;
  const count = (kind: Outcome["kind"]): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const kinds = Object.entries(Object.groupBy(conflicts, ({ kind }) => kind)).map(([kind, own]) => `${own.length} × ${inShort(kind)}`);
  return [
    `Outcomes: ${renewals(outcomes)}, ${count("expanded")} expanded, ${count("contracted")} contracted, ${count("churned")} churned.`,
    ...(pending.length > 0 ? [`${countedText(pending.length, "contract", "contracts")} ended so lately that it is open what became of ${pending.length === 1 ? "it" : "them"}.`] : []),
    ...(kinds.length > 0 ? [`Contradictions in the data: ${kinds.join(", ")}; \`learn outcomes\` shows them.`] : []),
    ...definition.map((line) => `  ${line}`),
  ];
}

/** Leaks first: they forbid a verdict. Each metric by the name that people call it. */
export function leakLines(leaks: readonly Leak[], pack: Pack, paint: Paint): string[] {
  const ordered = leaks.toSorted((one, other) => (one.severity === other.severity ? 0 : one.severity === "leak" ? -1 : 1));
  const lines = ordered.map(({ metric, severity, text }) => `${severity === "leak" ? paint("red", "leak") : paint("yellow", "suspicion")}: ${metric in pack.metrics ? metricName(pack, metric) : metric} ${text}.`);
  return lines.length > 0 ? [...lines, ""] : [];
}
