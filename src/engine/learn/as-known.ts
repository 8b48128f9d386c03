import type { Instant } from "../../lib/zone.ts";
import { stateOf } from "../../metrics/value.ts";
import type { KnownLate, MeasureRequest, Measurements, Measurer } from "../ports.ts";

/** One metric of every account at every instant: the cell of account i at instant j is `i * instants.length + j`. */
export interface MetricColumn {
  readonly values: Float64Array;
  readonly states: Uint8Array;
}

/** Values at many instants, each as it was known then. */
export interface KnownValues {
  readonly accounts: readonly string[];
  readonly instants: readonly Instant[];
  readonly columns: ReadonlyMap<string, MetricColumn>;
  /** Earliest time of a fact of each account. */
  readonly born: Float64Array;
  /** For cells where another birth was known then: that one; Infinity where nobody knew of the account. */
  readonly bornThen: ReadonlyMap<number, Instant>;
}

export interface MeasuringPorts {
  readonly measurer: Measurer;
  readonly accounts: KnownLate;
}

export type KnownRequest = Omit<MeasureRequest, "accounts" | "knownAt">;

/** Reports how many accounts are done, and of how many where that is known. */
export type LearnProgress = (accounts: number, of?: number) => void;

/**
 * Measures each instant with what was known by then. All instants share one pass over the log, as if everything had been known when
 * it happened; then each instant at which that isn't so for some accounts is measured again for those, by itself.
 */
export async function measureAsKnown(ports: MeasuringPorts, request: KnownRequest, progress: LearnProgress): Promise<KnownValues> {
  const slices: Measurements[] = [];
  let done = 0;
  if (request.instants.length > 0) {
    for await (const slice of ports.measurer.measureSlices(request)) {
      slices.push(slice);
      done += slice.accounts.length;
      progress(done, slice.totalAccounts);
    }
  }
  const values = inColumns(slices, request);
  return { ...values, bornThen: await correctLate(ports, request, values) };
}

/** Slice by slice out of rows into columns; a slice is let go as soon as it has been read. */
function inColumns(slices: Measurements[], { metrics, instants }: KnownRequest): Omit<KnownValues, "bornThen"> {
  const accounts = slices.flatMap((slice) => slice.accounts);
  const metricIds = Object.keys(metrics);
  const cells = accounts.length * instants.length;
  const columns = metricIds.map((): MetricColumn => ({ values: new Float64Array(cells), states: new Uint8Array(cells) }));
  const born = new Float64Array(accounts.length);
  let [account, first] = [0, 0];
  for (let slice = slices.shift(); slice !== undefined; slice = slices.shift()) {
    born.set(slice.born, account);
    for (const [slot, column] of columns.entries()) spread(slice, slot, column, first);
    account += slice.accounts.length;
    first += slice.accounts.length * instants.length;
  }
  return { accounts, instants, columns: new Map(metricIds.map((id, slot) => [id, columns[slot] as MetricColumn])), born };
}

function spread({ values, states, metricIds }: Measurements, slot: number, column: MetricColumn, first: number): void {
  const step = metricIds.length;
  for (let at = slot, cell = first; at < values.length; at += step, cell += 1) {
    column.values[cell] = values[at] as number;
    column.states[cell] = states[at] as number;
  }
}

/** More accounts than this are measured with all others: their ids together would be too long a parameter for a server. */
export const mostNamed = 500;

/** Measures again, instant by instant, what was known otherwise then. Returns the births that were. */
async function correctLate({ measurer, accounts }: MeasuringPorts, request: KnownRequest, all: Omit<KnownValues, "bornThen">): Promise<Map<number, Instant>> {
  const bornThen = new Map<number, Instant>();
  if (request.instants.length === 0) return bornThen;
  const late = await accounts.lateAt({ workspace: request.workspace, instants: request.instants });
  const places = new Map(all.accounts.map((account, place) => [account, place]));
  for (const [at, whom] of late) {
    const whose = whom === "everyone" ? all.accounts : whom.filter((account) => places.has(account));
    if (whose.length === 0) continue;
    const some = whose.length <= mostNamed ? { accounts: whose } : {};
    const known = await measurer.measure({ ...request, ...some, instants: [at], knownAt: at });
    replaceCells(all, known, { column: request.instants.indexOf(at), whose, places, bornThen });
  }
  return bornThen;
}

interface Replaced {
  readonly column: number;
  readonly whose: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  readonly bornThen: Map<number, Instant>;
}

/** Puts what was known at one instant in place of what is known now; an account that nobody knew of then has no values. */
function replaceCells(all: Omit<KnownValues, "bornThen">, known: Measurements, { column, whose, places, bornThen }: Replaced): void {
  const rows = new Map(known.accounts.map((account, row) => [account, row]));
  for (const account of whose) {
    const place = places.get(account) as number;
    const cell = place * all.instants.length + column;
    const row = rows.get(account);
    const born = row === undefined ? Infinity : (known.born[row] as number);
    if (born !== all.born[place]) bornThen.set(cell, born);
    known.metricIds.forEach((id, slot) => {
      const { values, states } = all.columns.get(id) as MetricColumn;
      const at = row === undefined ? -1 : row * known.metricIds.length + slot;
      values[cell] = at < 0 ? Number.NaN : (known.values[at] as number);
      states[cell] = at < 0 ? unseen : (known.states[at] as number);
    });
  }
}

const unseen = stateOf({ missing: "never_seen" });
