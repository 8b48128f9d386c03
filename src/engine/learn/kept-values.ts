import type { Instant } from "../../lib/zone.ts";
import { meaningOf, withReferred } from "../../metrics/meaning.ts";
import type { KeptWork, LogState } from "../ports.ts";
import { type KnownRequest, type KnownValues, type MeasuringPorts, type MetricColumn, type LearnProgress, measureAsKnown } from "./as-known.ts";

/** Where measured values are kept, and what tells whether they still hold. */
export interface KeptPorts {
  readonly work: KeptWork;
  readonly log: LogState;
}

/**
 * Measures as known then, or reads what was measured before: a draft with other weights, scales or bands measures nothing again, one
 * with a changed metric only that. A value depends on the log, the metric's definition, those of the metrics that it refers to, and the
 * request, so all of these are in its key. `state` is that of the log, asked for before anything is measured: facts that arrive meanwhile
 * make the next run measure again.
 */
export async function measureOrRecall(ports: MeasuringPorts & { readonly kept?: KeptPorts; readonly state: string | undefined }, request: KnownRequest, progress: LearnProgress): Promise<KnownValues> {
  const { state } = ports;
  if (!ports.kept || state === undefined) return await measureAsKnown(ports, request, progress);
  const keys = keysOf(request, state);
  const recalled = await recall(ports.kept.work, keys, request.instants);
  const lacking = Object.fromEntries(Object.entries(request.metrics).filter(([id]) => !recalled?.columns.has(id)));
  if (recalled && Object.keys(lacking).length === 0) {
    progress(recalled.accounts.length, recalled.accounts.length);
    return recalled;
  }
  const measured = await measureAsKnown(ports, { ...request, metrics: withReferred(lacking, request.metrics) }, progress);
  await keep(ports.kept.work, keys, measured);
  return { ...measured, columns: new Map(Object.keys(request.metrics).map((id) => [id, (measured.columns.get(id) ?? recalled?.columns.get(id)) as MetricColumn])) };
}

/** What is kept of another state of the log holds no more. */
export const eraOf = (workspace: string, state: string): string => JSON.stringify([workspace, state]);

interface Keys {
  readonly era: string;
  readonly accounts: string;
  readonly metrics: ReadonlyMap<string, string>;
}

function keysOf({ metrics, ...request }: KnownRequest, state: string): Keys {
  const keyOf = (of: unknown): string => JSON.stringify({ request, state, of });
  return {
    era: eraOf(request.workspace, state),
    accounts: keyOf("accounts"),
    metrics: new Map(Object.keys(metrics).map((id) => [id, keyOf(meaningOf(id, metrics))])),
  };
}

/** What is kept of these keys; undefined when not even the accounts are. */
async function recall(work: KeptWork, keys: Keys, instants: readonly Instant[]): Promise<KnownValues | undefined> {
  const kept = await work.read(keys.accounts);
  if (!kept) return undefined;
  const accounts = JSON.parse(kept.text) as string[];
  const births = kept.numbers.subarray(accounts.length);
  const bornThen = new Map(Array.from({ length: births.length / 2 }, (_, index) => [births[2 * index] as number, births[2 * index + 1] as number]));
  const columns = new Map<string, MetricColumn>();
  for (const [id, key] of keys.metrics) {
    const column = await work.read(key);
    if (column) columns.set(id, { values: column.numbers, states: column.bytes });
  }
  return { accounts, instants, columns, born: kept.numbers.slice(0, accounts.length), bornThen };
}

async function keep(work: KeptWork, { era, accounts, metrics }: Keys, values: KnownValues): Promise<void> {
  const births = Float64Array.from([...values.born, ...[...values.bornThen].flat()]);
  await work.write(era, accounts, { text: JSON.stringify(values.accounts), numbers: births, bytes: new Uint8Array() });
  for (const [id, column] of values.columns) {
    const key = metrics.get(id);
    if (key !== undefined) await work.write(era, key, { text: "", numbers: column.values, bytes: column.states });
  }
}
