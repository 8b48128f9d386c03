import type { Fact, Properties } from "../../../events/fact.ts";
import { partId } from "../../../events/identity.ts";
import type { Instant } from "../../../lib/zone.ts";
import type { KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import { eventOf, type FactsOf } from "./facts-of.ts";

/** Each row is a ticket: its opening, and its closing once there is one. */
export function compileTickets(compiler: KindCompiler<KindSpec<"tickets">>): FactsOf {
  const { source, receivedAt } = compiler;
  const ticket = compiler.needText("ticket");
  const who = compiler.who();
  const opened = compiler.needInstant("opened");
  const closed = compiler.instant("closed");
  const priority = compiler.text("priority");
  const others = compiler.values("properties");
  const later = compiler.values("closed_properties");
  const known = compiler.known();
  const id = compiler.rowId();
  return (cells, problems) => {
    const record = id(cells, problems);
    const of = who(cells, problems);
    const level = priority(cells, problems);
    const stated: Properties = { ...others(cells, problems), ...(level !== undefined && { priority: level }), ticket: ticket(cells, problems) };
    const fact = (name: "ticket_opened" | "ticket_closed", at: { readonly time: Instant; readonly knownAt: Instant }, properties: Properties): Fact =>
      eventOf({ messageId: partId(record, name), ...at, receivedAt, source, who: of, name, properties });
    const openedAt = opened(cells, problems);
    const facts = [fact("ticket_opened", { time: openedAt, knownAt: known(openedAt, cells, problems) }, stated)];
    const closedAt = closed(cells, problems);
    if (closedAt !== undefined) facts.push(fact("ticket_closed", { time: closedAt, knownAt: closedAt + compiler.lagMs() }, { ...later(cells, problems), ...stated }));
    return facts;
  };
}
