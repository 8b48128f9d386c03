import type { AccountLog } from "../../accounts/account-log.ts";
import { recordedBefore, statementsBefore } from "../../insights/outcomes/from-log.ts";
import { type DerivedOutcomes, deriveOutcomes } from "../../insights/outcomes/derive.ts";
import type { OutcomeDefinition } from "../../insights/outcomes/definition.ts";
import { type Decision, decisionsOf } from "../../insights/outcomes/observe.ts";
import type { MeasuredGrid } from "../../insights/won-lost/rows.ts";
import { type Instant, midnightsBetween } from "../../lib/zone.ts";
import type { Metrics } from "../../metrics/plan.ts";
import { stateOf } from "../../metrics/value.ts";
import type { AccountReader, DataSpan, KnownLate, Measurements, Measurer } from "../ports.ts";
import type { Scorer } from "../scorer.ts";

export interface LearnPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader & KnownLate & Pick<DataSpan, "namedAccounts">;
}

/** Told how many accounts are done, and of how many. */
export type LearnProgress = (accounts: number, of: number | undefined) => void;

export interface PastRequest {
  readonly workspace: string;
  readonly scorer: Scorer;
  /** What is measured: the pack's metrics and whatever they are compared with. */
  readonly metrics: Metrics;
  readonly from: Instant;
  readonly to: Instant;
  readonly definition: OutcomeDefinition;
}

/** Everything as it was known at each of many instants, and what became of the customers. */
export interface Past {
  readonly measured: MeasuredGrid;
  readonly slices: readonly Measurements[];
  readonly logs: ReadonlyMap<string, AccountLog>;
  readonly outcomes: DerivedOutcomes;
  readonly decisions: readonly Decision[];
}

const spacingDays = 7;

/** Local midnights a week apart, the last one at or before `to`. */
export function weeklyInstants({ from, to }: { from: Instant; to: Instant }, zone: string): Instant[] {
  const midnights = midnightsBetween(from, to, zone);
  return midnights.filter((_, index) => (midnights.length - 1 - index) % spacingDays === 0);
}

/** Measures the past week by week, point in time, and derives what became of every customer. */
export async function readPast(ports: LearnPorts, request: PastRequest, progress: LearnProgress): Promise<Past> {
  const { workspace, scorer, to } = request;
  const { timezone: zone, currency } = scorer.pack.pack;
  const instants = weeklyInstants(request, zone);
  const slices: Measurements[] = [];
  const logs = new Map<string, AccountLog>();
  let accounts = 0;
  for await (const slice of pointInTime(ports, request, instants)) {
    slices.push(slice);
    const read = await ports.accounts.readAccounts({ workspace, accounts: slice.accounts });
    slice.accounts.forEach((account, place) => logs.set(account, { account, events: [], traits: [], ...read.get(account), born: slice.born[place] as number }));
    accounts += slice.accounts.length;
    progress(accounts, slice.totalAccounts);
  }
  const money = { currency, rates: scorer.rates };
  const outcomes = deriveOutcomes({
    statements: [...logs.values()].flatMap((log) => statementsBefore(log, to, money)),
    recorded: [...logs.values()].flatMap((log) => recordedBefore(log, to)),
    definition: request.definition,
    asOf: to,
    zone,
  });
  return { measured: gridOf(slices, instants, Object.keys(request.metrics)), slices, logs, outcomes, decisions: decisionsOf(outcomes.outcomes) };
}

/**
 * At each instant only what was known by then. All instants share one pass over the log, as if everything had been known
 * when it happened; then the few cells of which something was known only later are measured again by themselves.
 */
async function* pointInTime({ measurer, accounts }: LearnPorts, { workspace, scorer, metrics }: PastRequest, instants: readonly Instant[]): AsyncGenerator<Measurements> {
  const { timezone: zone, currency } = scorer.pack.pack;
  const request = { workspace, metrics, zone, currency, rates: scorer.rates, instants };
  if (instants.length === 0) return;
  const late = await accounts.lateAt({ workspace, instants });
  for await (const slice of measurer.measureSlices(request)) {
    const places = new Map(slice.accounts.map((account, place) => [account, place]));
    for (const [at, all] of late) {
      const own = all.filter((account) => places.has(account));
      if (own.length === 0) continue;
      const known = await measurer.measure({ ...request, accounts: own, instants: [at], knownAt: at });
      replaceCells(slice, known, { instant: instants.indexOf(at), accounts: own, places });
    }
    yield slice;
  }
}

interface Replaced {
  readonly instant: number;
  readonly accounts: readonly string[];
  readonly places: ReadonlyMap<string, number>;
}

/** Puts what was known at one instant in place of what is known now; an account nobody knew of then has no values. */
function replaceCells(slice: Measurements, known: Measurements, { instant, accounts, places }: Replaced): void {
  const width = slice.metricIds.length;
  const rows = new Map(known.accounts.map((account, row) => [account, row]));
  for (const account of accounts) {
    const at = ((places.get(account) as number) * slice.instants.length + instant) * width;
    const row = rows.get(account);
    slice.values.fill(Number.NaN, at, at + width);
    slice.states.fill(unseen, at, at + width);
    if (row === undefined) continue;
    slice.values.set(known.values.subarray(row * width, (row + 1) * width), at);
    slice.states.set(known.states.subarray(row * width, (row + 1) * width), at);
  }
}

const unseen = stateOf({ missing: "never_seen" });

/** The log as it became known: for what conditions and scores read of an account at an instant. */
export function asKnown(log: AccountLog): AccountLog {
  const known = <T extends { readonly time: Instant; readonly knownAt: Instant }>(fact: T): T => (fact.knownAt > fact.time ? { ...fact, time: fact.knownAt } : fact);
  return { ...log, events: log.events.map(known), traits: log.traits.map(known) };
}

function gridOf(slices: readonly Measurements[], instants: readonly Instant[], metricIds: readonly string[]): MeasuredGrid {
  const size = slices.reduce((sum, slice) => sum + slice.values.length, 0);
  const [values, states] = [new Float64Array(size), new Uint8Array(size)];
  let at = 0;
  for (const slice of slices) {
    values.set(slice.values, at);
    states.set(slice.states, at);
    at += slice.values.length;
  }
  return { accounts: slices.flatMap(({ accounts }) => accounts), instants, metricIds, values, states };
}
