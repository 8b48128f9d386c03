import { isWithdrawable } from "../../events/vocabulary.ts";
import { type Instant, localMidnight } from "../../lib/zone.ts";
import { before } from "../../lib/duration.ts";
import type { SteppedAggregate } from "./plan.ts";

/** The events of one account that an aggregate looks at, in the order in which they replace each other. */
export interface StepEvents {
  readonly times: readonly Instant[];
  readonly values: readonly number[];
  readonly messageIds: readonly string[];
}

export type EventStep = Extract<SteppedAggregate, { fn: "last_number" | "last_number_time" | "last_time_back" }>;

interface Stepping {
  readonly instants: readonly Instant[];
  readonly zone: string;
  /** When each withdrawn event was withdrawn. */
  readonly withdrawnAt: ReadonlyMap<string, Instant>;
}

/** Events before this moment count. `last_time_back` includes its moment, and times are whole milliseconds. */
function endOf(aggregate: EventStep, asOf: Instant, zone: string): Instant {
  if (aggregate.fn === "last_time_back") return before(asOf, aggregate.back, zone) + 1;
  return aggregate.complete ? localMidnight(asOf, zone) : asOf;
}

/** The ends are the same for all accounts, so they are found once. */
export function compileSteps(aggregate: EventStep, { instants, zone, withdrawnAt }: Stepping): (events: StepEvents, out: Float64Array, offset: number) => void {
  const ends = Float64Array.from(instants, (asOf) => endOf(aggregate, asOf, zone));
  const mayBeWithdrawn = withdrawnAt.size > 0 && (aggregate.select.events ?? []).some(isWithdrawable);
  const counts = ({ messageIds }: StepEvents, at: number, asOf: Instant): boolean => !mayBeWithdrawn || !((withdrawnAt.get(messageIds[at] as string) ?? Infinity) < asOf);
  return (events, out, offset) => {
    let seen = 0;
    instants.forEach((asOf, index) => {
      while (seen < events.times.length && (events.times[seen] as number) < (ends[index] as number)) seen += 1;
      let at = seen - 1;
      while (at >= 0 && !counts(events, at, asOf)) at -= 1;
      const column = aggregate.fn === "last_number" ? events.values : events.times;
      out[offset + index] = at < 0 ? Number.NaN : (column[at] as number);
    });
  };
}
