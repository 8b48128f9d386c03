import type { AccountLog } from "../../accounts/account-log.ts";
import { recordedBefore, statementsBefore } from "../../insights/outcomes/from-log.ts";
import { type DerivedOutcomes, deriveOutcomes } from "../../insights/outcomes/derive.ts";
import type { OutcomeDefinition } from "../../insights/outcomes/definition.ts";
import { type Decision, decisionsOf } from "../../insights/outcomes/observe.ts";
import type { MeasuredGrid } from "../../insights/won-lost/rows.ts";
import { type Instant, midnightsBetween } from "../../lib/zone.ts";
import type { Metrics } from "../../metrics/plan.ts";
import type { AccountReader, KnownLate, Measurements, Measurer } from "../ports.ts";
import type { Scorer } from "../scorer.ts";

export interface LearnPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader & KnownLate;
}

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
export async function readPast(ports: LearnPorts, request: PastRequest, progress: (accounts: number) => void): Promise<Past> {
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
    progress(accounts);
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
 * At each instant only what was known by then. Where nothing was ever known later than it happened, which is so for most
 * imports, all instants share one pass; otherwise each is measured by itself.
 */
async function* pointInTime({ measurer, accounts }: LearnPorts, { workspace, scorer, metrics }: PastRequest, instants: readonly Instant[]): AsyncGenerator<Measurements> {
  const { timezone: zone, currency } = scorer.pack.pack;
  const request = { workspace, metrics, zone, currency, rates: scorer.rates, instants };
  if (instants.length === 0) return;
  if (!(await accounts.anyKnownLate(workspace))) {
    yield* measurer.measureSlices(request);
    return;
  }
  const known: Measurements[] = [];
  for (const instant of instants) known.push(await measurer.measure({ ...request, instants: [instant], knownAt: instant }));
  yield sideBySide(known, instants, Object.keys(metrics));
}

/** Measurements of single instants as one of all; an account that wasn't known at an instant is missing there. */
function sideBySide(single: readonly Measurements[], instants: readonly Instant[], metricIds: readonly string[]): Measurements {
  const accounts = [...new Set(single.flatMap((one) => one.accounts))];
  const places = new Map(accounts.map((account, place) => [account, place]));
  const [width, size] = [metricIds.length, accounts.length * instants.length * metricIds.length];
  const [values, states] = [new Float64Array(size).fill(Number.NaN), new Uint8Array(size).fill(1)];
  const born = new Float64Array(accounts.length).fill(Infinity);
  single.forEach((one, instant) =>
    one.accounts.forEach((account, from) => {
      const place = places.get(account) as number;
      const at = (place * instants.length + instant) * width;
      values.set(one.values.subarray(from * width, (from + 1) * width), at);
      states.set(one.states.subarray(from * width, (from + 1) * width), at);
      born[place] = Math.min(born[place] as number, one.born[from] as number);
    }),
  );
  return { accounts, instants, metricIds, values, states, born };
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
