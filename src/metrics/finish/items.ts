import { type Instant, dayMs, hourMs } from "../../lib/zone.ts";
import type { MetricOf } from "../schema.ts";
import { type Finisher, type Frame, codes, columnAt, miss, put } from "./finisher.ts";
import { finishColumn } from "./windowed.ts";

export function finishOpenItems(metric: MetricOf<"open_items">, frame: Frame): Finisher {
  if (metric.measure === "count") return finishColumn(0);
  return metric.measure === "resolution_hours" ? finishHours : finishOldest(frame);
}

/** Mean hours from opening to closing: closed items (column 0), and the milliseconds that they were open (column 1). */
const finishHours: Finisher = (source, out) => {
  const [closed, open] = [columnAt(source, 0), columnAt(source, 1)];
  for (let index = 0; index < out.values.length; index += 1) {
    const items = closed[source.begin + index] as number;
    if (items > 0) put(out, index, (open[source.begin + index] as number) / hourMs / items);
    else miss(out, index, codes.not_applicable);
  }
};

/** Days since the oldest open item was opened; 0 when none is open. */
function finishOldest({ instants }: Frame): Finisher {
  return (source, out) => {
    const [open, oldest] = [columnAt(source, 0), columnAt(source, 1)];
    for (let index = 0; index < out.values.length; index += 1) {
      const row = source.begin + index;
      put(out, index, open[row] === 0 ? 0 : ((instants[index] as Instant) - (oldest[row] as number)) / dayMs);
    }
  };
}
