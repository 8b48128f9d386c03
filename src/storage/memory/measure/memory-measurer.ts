import type { MeasureRequest, Measurements, Measurer } from "../../../engine/ports.ts";
import type { Fact } from "../../../events/fact.ts";
import type { Instant } from "../../../lib/zone.ts";
import { type MetricValue, stateOf } from "../../../metrics/value.ts";
import type { MemoryFactLog } from "../fact-log.ts";
import { measureMetric } from "./kinds.ts";
import { type View, viewOf } from "./view.ts";
import { earlierFacts, knownFacts, standingFacts } from "./visible.ts";

/**
 * The reference: every metric as its definition says, over plain arrays, one account and instant at a time.
 * Slow on purpose; what is fast has to agree with it. Accounts without a fact before the last instant have no row.
 * Throws when a metric refers to one that isn't in the pack or that it can't be based on.
 */
export class MemoryMeasurer implements Measurer {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  // Async, so that an error is a rejection as it is for every other measurer.
  // oxlint-disable-next-line typescript/require-await
  async measure(request: MeasureRequest): Promise<Measurements> {
    const known = knownFacts(this.#log.facts(request.workspace), request.knownAt);
    const births = birthsOf(known, request);
    const accounts = [...births.keys()];
    const metricIds = Object.keys(request.metrics);
    const moments = request.instants.map((asOf) => {
      const earlier = earlierFacts(known, asOf);
      return { asOf, earlier, standing: standingFacts(earlier) };
    });
    const cells = accounts.flatMap((account) =>
      moments.flatMap(({ asOf, ...seen }) => {
        const view = lookAt({ asOf, request, born: births.get(account) ?? Infinity, ...viewOf(account, seen) });
        return Object.values(request.metrics).map((metric) => view.measure(metric));
      }),
    );
    return {
      accounts,
      instants: request.instants,
      metricIds,
      values: Float64Array.from(cells, numberOf),
      states: Uint8Array.from(cells, stateOf),
      born: Float64Array.from(births.values()),
    };
  }

  async *measureSlices(request: MeasureRequest): AsyncGenerator<Measurements> {
    yield await this.measure(request);
  }
}

function lookAt(seen: Omit<View, "measure">): View {
  const view: View = { ...seen, measure: (metric) => measureMetric(metric, view) };
  return view;
}

const numberOf = (cell: MetricValue): number => ("value" in cell ? cell.value : NaN);

/**
 * When each account of the request came into the world: the time of its earliest fact, even of one that was withdrawn later,
 * because a pulse that was taken back still shows that there was a customer. Nobody is born of an empty account id.
 */
function birthsOf(known: readonly Fact[], request: MeasureRequest): Map<string, Instant> {
  const births = new Map<string, Instant>();
  const lastInstant = Math.max(...request.instants);
  for (const fact of known) {
    if (fact.type === "user_trait" || fact.account === "" || fact.time >= lastInstant) continue;
    if (request.accounts !== undefined && !request.accounts.includes(fact.account)) continue;
    births.set(fact.account, Math.min(births.get(fact.account) ?? Infinity, fact.time));
  }
  return births;
}
