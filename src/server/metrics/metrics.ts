import { Counter, Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Conservation } from "../../engine/conservation.ts";
import type { WorkKind } from "../../engine/evaluate/agenda.ts";

/** The state of the process at one moment, as far as it is measured. Durations in seconds. */
export interface Measured {
  readonly calls: Conservation;
  /** Rejected calls since the start, by code. */
  readonly rejectedBy: ReadonlyMap<string, number>;
  readonly journalBytes: number;
  /** What is left on the journal's disk. */
  readonly journalFreeBytes: number;
  /** For how long the call that waits longest has waited to be loaded; 0 when none waits. */
  readonly loadLagSeconds: number;
  /** Absent where nothing is scored. */
  readonly scoring?: ScoringMeasured;
}

export interface ScoringMeasured {
  readonly waiting: Readonly<Record<WorkKind, number>>;
  /** For how long the account that waits longest has had something new. */
  readonly lagSeconds: number;
}

export interface Answered {
  readonly method: string;
  /** The pattern of the route, such as `/api/v1/accounts/:account`: a path would name customers. */
  readonly route: string;
  readonly status: number;
}

type Numbers = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

/** A metric as Prometheus is told of it. */
export interface Described {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** A metric that is set anew from the state at each reading; counters begin again where the process does. */
interface Read {
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  readonly of: (measured: Measured) => Numbers;
}

const one = (value: number): Numbers => [[{}, value]];
const labelled = (label: string, values: Iterable<readonly [string, number]>): Numbers => [...values].map(([key, value]) => [{ [label]: key }, value]);

const counters: readonly Read[] = [
  { name: "bellwether_calls_received_total", help: "Calls that came, also those that were rejected", of: ({ calls }) => one(calls.received) },
  { name: "bellwether_calls_stored_total", help: "Calls that are in ClickHouse", of: ({ calls }) => one(calls.stored) },
  { name: "bellwether_calls_duplicate_total", help: "Calls whose message id was stored before", of: ({ calls }) => one(calls.duplicate) },
  { name: "bellwether_calls_rejected_total", help: "Calls that were refused when they came, since the start", label: "code", of: ({ rejectedBy }) => labelled("code", rejectedBy) },
  { name: "bellwether_calls_dead_total", help: "Calls that were acknowledged and then couldn't be stored", of: ({ calls }) => one(calls.dead) },
];

const gauges: readonly Read[] = [
  { name: "bellwether_calls_waiting", help: "Calls in the journal that wait to be loaded", of: ({ calls }) => one(calls.waiting) },
  { name: "bellwether_calls_missing", help: "Calls received and not accounted for; more than 0 after damage to the journal", of: ({ calls }) => one(calls.missing) },
  { name: "bellwether_journal_bytes", help: "Size of the journal, with what is loaded and still kept", of: ({ journalBytes }) => one(journalBytes) },
  { name: "bellwether_journal_disk_free_bytes", help: "What is left on the disk of the journal; events are refused before it is full", of: ({ journalFreeBytes }) => one(journalFreeBytes) },
  { name: "bellwether_load_lag_seconds", help: "How long the call that waits longest has waited to be loaded", of: ({ loadLagSeconds }) => one(loadLagSeconds) },
  { name: "bellwether_accounts_waiting", help: "Accounts that wait to be scored, by why", label: "work", of: ({ scoring }) => (scoring ? labelled("work", Object.entries(scoring.waiting)) : []) },
  { name: "bellwether_scoring_lag_seconds", help: "How long the account that waits longest has had something new", of: ({ scoring }) => (scoring ? one(scoring.lagSeconds) : []) },
];

/** Everything that Prometheus reads: base units, counters end in `_total`, and no label holds what a customer is called. */
export class Metrics {
  readonly #read: () => Promise<Measured>;
  readonly #registry = new Registry();
  readonly #requests: Counter<"method" | "route" | "status">;
  readonly #written: readonly ((measured: Measured) => void)[];

  constructor(read: () => Promise<Measured>) {
    this.#read = read;
    const registers = [this.#registry];
    const named = ({ name, help, label }: Read) => ({ name, help, registers, labelNames: label === undefined ? [] : [label] });
    this.#requests = new Counter({ name: "bellwether_http_requests_total", help: "Requests that were answered", labelNames: ["method", "route", "status"], registers });
    this.#written = [
      ...counters.map((read) => {
        const counter = new Counter(named(read));
        return (measured: Measured): void => {
          counter.reset();
          for (const [labels, value] of read.of(measured)) counter.inc(labels, value);
        };
      }),
      ...gauges.map((read) => {
        const gauge = new Gauge(named(read));
        return (measured: Measured): void => {
          const numbers = read.of(measured);
          gauge.reset();
          // A gauge without labels would say 0 where nothing is known.
          if (numbers.length === 0) gauge.remove({});
          for (const [labels, value] of numbers) gauge.set(labels, value);
        };
      }),
    ];
  }

  /** Memory, processor, event loop and collection of the process itself. Once for each process. */
  measureProcess(): this {
    collectDefaultMetrics({ register: this.#registry });
    // Gauges that are called like counters; the sums of those by type are the same.
    for (const name of ["nodejs_active_resources_total", "nodejs_active_handles_total", "nodejs_active_requests_total"]) this.#registry.removeSingleMetric(name);
    return this;
  }

  /** Everything that is registered, in the order in which it is told. */
  described(): readonly Described[] {
    return this.#registry.getMetricsAsArray().map((metric) => {
      // The library's types say that a type is a number; it is its name.
      const { name, help, type, labelNames } = metric as unknown as Omit<Described, "labels"> & { readonly labelNames?: readonly string[] };
      return { name, help, type, labels: labelNames ?? [] };
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  answered({ method, route, status }: Answered): void {
    this.#requests.inc({ method, route, status: String(status) });
  }

  async text(): Promise<string> {
    const measured = await this.#read();
    for (const write of this.#written) write(measured);
    return this.#registry.metrics();
  }
}
