import { type Auc, rankAuc } from "../../lib/statistics/auc.ts";
import { dayMs } from "../../lib/zone.ts";
import { referencesOf } from "../../metrics/references.ts";
import type { MetricDefinition } from "../../metrics/schema.ts";
import { presentState } from "../../metrics/value.ts";
import { type Decision, observe } from "../outcomes/observe.ts";
import { periodsOf } from "../outcomes/periods.ts";
import { type MeasuredGrid, metricRows, type MetricRows } from "../won-lost/rows.ts";
import { sampleOf } from "../won-lost/stability.ts";
import type { MetricEvidence, OutcomeEvidence } from "./leak.ts";

export interface EvidenceInput {
  readonly measured: MeasuredGrid;
  /** Of the metrics that are to be judged. */
  readonly definitions: Readonly<Record<string, MetricDefinition>>;
  readonly decisions: readonly Decision[];
  readonly leadDays: number;
  readonly zone: string;
  /** Where the metrics that others are made of are found; by default among those to be judged. */
  readonly all?: Readonly<Record<string, MetricDefinition>>;
}

/** What the measurements themselves show of each metric; facts about the log (`facts`, `valuesMovedByLaterFacts`) are for the caller to add. */
export function metricEvidence({ measured, definitions, decisions, leadDays, zone, all = definitions }: EvidenceInput): MetricEvidence[] {
  const everLost = new Set(decisions.filter(({ lost }) => lost).map(({ account }) => account));
  const { quarters } = periodsOf(decisions.map(({ at }) => at), zone);
  const observations = observe(measured, decisions, { leadDays });
  const lastSeen = lastDecisions(measured, { decisions, cells: observations.cells, everLost });
  return measured.metricIds.flatMap((id, k): MetricEvidence[] => {
    const definition = definitions[id];
    if (definition === undefined) return [];
    const rows = metricRows(measured, { decisions, observations, quarters }, k);
    const [wonPresent, lostPresent] = [rows.won.filter((won) => won === 1).length, rows.won.filter((won) => won === 0).length];
    const missing = (kind: "won" | "lost"): number => rows.missing.reduce((sum, count) => sum + count[kind], 0);
    return [{
      id,
      definition,
      ingredients: ingredientsOf(definition, all),
      auc: rankAuc(sampleOf(rows)),
      presence: { won: wonPresent + missing("won"), wonPresent, lost: lostPresent + missing("lost"), lostPresent },
      history: historyOf(measured, k),
      ofAccounts: aucOfAccounts(rows, decisions, everLost),
      presenceOfAccounts: presenceOfAccounts(rows, lastSeen),
    }];
  });
}

function ingredientsOf(definition: MetricDefinition, all: NonNullable<EvidenceInput["all"]>): MetricDefinition[] {
  const found = new Map<string, MetricDefinition>();
  const visit = (one: MetricDefinition): void => {
    for (const { metric } of referencesOf(one)) {
      const inner = all[metric];
      if (inner === undefined || found.has(metric)) continue;
      found.set(metric, inner);
      visit(inner);
    }
  };
  visit(definition);
  return [...found.values()];
}

/** Not within quarters: those who stayed decided last at the end, those who were lost long before. */
function aucOfAccounts({ values, clusters, decisions: behind }: MetricRows, decisions: readonly Decision[], everLost: ReadonlySet<string>): Auc {
  // Decisions ascend, so the last row of an account is its last decision.
  const lastOf = new Map<number, number>();
  for (let row = clusters.length - 1; row >= 0; row -= 1) if (!lastOf.has(clusters[row]!)) lastOf.set(clusters[row]!, row);
  const last = [...lastOf.values()];
  return rankAuc({ values: last.map((row) => values[row]!), positive: last.map((row) => (everLost.has(decisions[behind[row]!]!.account) ? 0 : 1)) });
}

interface SeenDecisions {
  readonly decisions: readonly Decision[];
  readonly cells: Int32Array;
  readonly everLost: ReadonlySet<string>;
}

/** Of each account the last decision that is seen, and whether the account was ever lost. */
function lastDecisions({ instants }: MeasuredGrid, { decisions, cells, everLost }: SeenDecisions): { readonly index: number; readonly kind: "won" | "lost" }[] {
  const lastOf = new Map<number, number>();
  cells.forEach((cell, index) => {
    if (cell >= 0) lastOf.set(Math.floor(cell / instants.length), index);
  });
  return Array.from(lastOf.values(), (index) => ({ index, kind: everLost.has(decisions[index]!.account) ? "lost" : "won" }));
}

function presenceOfAccounts(rows: MetricRows, last: ReturnType<typeof lastDecisions>): NonNullable<MetricEvidence["presenceOfAccounts"]> {
  const present = new Set(rows.decisions);
  const counts = { won: 0, wonPresent: 0, lost: 0, lostPresent: 0 };
  for (const { index, kind } of last) {
    counts[kind] += 1;
    if (present.has(index)) counts[`${kind}Present`] += 1;
  }
  return counts;
}

/** Accounts that have a value, and those among them that never had another. */
function historyOf({ accounts, instants, metricIds, values, states }: MeasuredGrid, k: number): { single: number; accounts: number } {
  const counts = { single: 0, accounts: 0 };
  accounts.forEach((_, account) => {
    const distinct = new Set<number>();
    for (let column = 0; column < instants.length && distinct.size < 2; column += 1) {
      const at = (account * instants.length + column) * metricIds.length + k;
      if (states[at] === presentState) distinct.add(values[at]!);
    }
    if (distinct.size > 0) counts.accounts += 1;
    if (distinct.size === 1) counts.single += 1;
  });
  return counts;
}

/** Decisions in periods of equal length, counted back from the latest, oldest first. */
export function outcomeEvidence(decisions: readonly Decision[], periodDays: number): OutcomeEvidence {
  const latest = Math.max(...decisions.map(({ at }) => at));
  const periods = Map.groupBy(decisions, ({ at }) => Math.floor((latest - at) / (periodDays * dayMs)));
  const ordered = [...periods].toSorted(([a], [b]) => b - a);
  return { periods: ordered.map(([, own]) => ({ decisions: own.length, lost: own.filter(({ lost }) => lost).length })) };
}
