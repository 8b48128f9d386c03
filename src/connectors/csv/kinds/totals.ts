import { periodEnd } from "../../../lib/wall-time.ts";
import type { Instant } from "../../../lib/zone.ts";
import type { Needed } from "../cells.ts";
import type { KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import { eventOf, type FactsOf } from "./facts-of.ts";

/** Each row is a sum over a period. It stays one: which events it was made of can't be told any more. */
export function compileTotals(compiler: KindCompiler<KindSpec<"totals">>): FactsOf {
  const { source, receivedAt } = compiler;
  const measure = compiler.needText("measure");
  const value = compiler.needNumber("value");
  const start = compiler.needInstant("period_start");
  const end = compileEnd(compiler);
  const who = compiler.who();
  const others = compiler.values("properties");
  const known = compiler.known();
  const id = compiler.rowId();
  return (cells, problems) => {
    const from = start(cells, problems);
    const until = end(from)(cells, problems);
    if (until <= from && problems.length === 0) problems.push({ column: "period_end", value: new Date(until).toISOString(), reason: "isn't after the start of the period" });
    const time = until - 1;
    const stated = { measure: measure(cells, problems), value: value(cells, problems), period_start: from, period_end: until };
    return [
      eventOf({
        messageId: id(cells, problems),
        time,
        knownAt: known(time, cells, problems),
        receivedAt,
        source,
        who: who(cells, problems),
        name: "usage_total",
        properties: { ...others(cells, problems), ...stated },
      }),
    ];
  };
}

function compileEnd(compiler: KindCompiler<KindSpec<"totals">>): (start: Instant) => Needed<Instant> {
  const { period, period_start: field } = compiler.spec;
  if (period === undefined) {
    const end = compiler.needInstant("period_end");
    return () => end;
  }
  const zone = field.zone ?? compiler.context.mapping.timezone;
  const ends = new Map<Instant, Instant>();
  return (start) => () => {
    const known = ends.get(start) ?? periodEnd(start, period, zone);
    ends.set(start, known);
    return known;
  };
}
