import type { AccountLog } from "../../accounts/account-log.ts";
import { recordedBefore, statementsBefore } from "../../insights/outcomes/from-log.ts";
import { type DerivedOutcomes, deriveOutcomes } from "../../insights/outcomes/derive.ts";
import type { OutcomeDefinition } from "../../insights/outcomes/definition.ts";
import { type Decision, decisionsOf } from "../../insights/outcomes/observe.ts";
import { type Instant, midnightsBetween } from "../../lib/zone.ts";
import type { Metrics } from "../../metrics/plan.ts";
import type { AccountReader, DataSpan, KnownLate, Measurements, Measurer } from "../ports.ts";
import type { Scorer } from "../scorer.ts";
import type { KnownValues, LearnProgress } from "./as-known.ts";
import { type KeptPorts, measureOrRecall } from "./kept-values.ts";

export interface LearnPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader & KnownLate & Pick<DataSpan, "namedAccounts">;
  /** Without it, every run measures anew. */
  readonly kept?: KeptPorts;
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
  /** Of the log, asked for before anything was measured; absent where nothing is kept. */
  readonly state: string | undefined;
  readonly values: KnownValues;
  /** The metrics asked for, cell by cell. */
  readonly measured: Measurements;
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
  const { workspace, scorer, to, metrics } = request;
  const { timezone: zone, currency } = scorer.pack.pack;
  const instants = weeklyInstants(request, zone);
  const state = await ports.kept?.log.logState();
  const values = await measureOrRecall({ ...ports, state }, { workspace, metrics, zone, currency, rates: scorer.rates, instants }, progress);
  const logs = await readLogs(ports.accounts, workspace, values);
  const money = { currency, rates: scorer.rates };
  const outcomes = deriveOutcomes({
    statements: [...logs.values()].flatMap((log) => statementsBefore(log, to, money)),
    recorded: [...logs.values()].flatMap((log) => recordedBefore(log, to)),
    definition: request.definition,
    asOf: to,
    zone,
  });
  return { state, values, measured: gridOf(values), logs, outcomes, decisions: decisionsOf(outcomes.outcomes) };
}

/** So many accounts are read at once that memory stays bounded. */
const accountsAtOnce = 2000;

async function readLogs(reader: AccountReader, workspace: string, { accounts, born }: KnownValues): Promise<Map<string, AccountLog>> {
  const logs = new Map<string, AccountLog>();
  const read = async (first: number): Promise<void> => {
    const some = accounts.slice(first, first + accountsAtOnce);
    const found = await reader.readAccounts({ workspace, accounts: some });
    some.forEach((account, place) => logs.set(account, { account, events: [], traits: [], ...found.get(account), born: born[first + place] as number }));
  };
  // In pairs: the engine reads one while this thread takes in the other.
  for (let first = 0; first < accounts.length; first += 2 * accountsAtOnce) await Promise.all([read(first), read(first + accountsAtOnce)]);
  return logs;
}

/** A stretch of cells stays in the processor's cache while each of the columns is laid into it. */
const cellsAtOnce = 2048;

/** Columns laid out as measurements are. */
function gridOf({ accounts, instants, columns, born }: KnownValues): Measurements {
  const metricIds = [...columns.keys()];
  const [width, cells] = [metricIds.length, accounts.length * instants.length];
  const [values, states] = [new Float64Array(cells * width), new Uint8Array(cells * width)];
  for (let begin = 0; begin < cells; begin += cellsAtOnce) {
    const end = Math.min(begin + cellsAtOnce, cells);
    [...columns.values()].forEach((column, slot) => {
      for (let cell = begin, at = begin * width + slot; cell < end; cell += 1, at += width) {
        values[at] = column.values[cell] as number;
        states[at] = column.states[cell] as number;
      }
    });
  }
  return { accounts, instants, metricIds, values, states, born };
}
