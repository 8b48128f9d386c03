import type { Fact, Properties, Scalar } from "../../../events/fact.ts";
import { partId } from "../../../events/identity.ts";
import { hourMs, type Instant } from "../../../lib/zone.ts";
import type { Needed } from "../cells.ts";
import type { KindCompiler } from "../kind-compiler.ts";
import type { KindSpec } from "../mapping.ts";
import { eventOf, type FactsOf } from "./facts-of.ts";

interface Terms {
  readonly contract: string;
  readonly start: Instant;
  readonly termEnd: Instant | undefined;
}

/**
 * Each row is a contract, or one term of it. It becomes what was known at its start and, where it has ended, what
 * became known then: nothing may tell the end before it came.
 */
export function compileContracts(compiler: KindCompiler<KindSpec<"contracts">>): FactsOf {
  const { source, receivedAt } = compiler;
  const account = compiler.needText("account");
  const contract = compiler.needText("contract");
  const start = compiler.needInstant("start");
  const termEnd = compiler.instant("term_end");
  const ended = compiler.instant("ended");
  const money = compileMoney(compiler);
  const known = compiler.known();
  const id = compiler.rowId();
  const beginning = compiler.spec.renewals === "merge" ? mergedRenewals() : (terms: Terms) => terms.start;
  return (cells, problems) => {
    const terms: Terms = { contract: contract(cells, problems), start: start(cells, problems), termEnd: termEnd(cells, problems) };
    const began = beginning(terms);
    if (Number.isNaN(began)) problems.push({ column: "start", value: terms.contract, reason: "begins before the row above it of the same contract; renewals are merged in the order of time, so sort the file by it" });
    const record = id(cells, problems);
    const who = { account: account(cells, problems), user: "" };
    const stated = { contract: terms.contract, start: began, ...(terms.termEnd !== undefined && { term_end: terms.termEnd }), ...money(cells, problems) };
    const fact = (part: string, at: { readonly time: Instant; readonly knownAt: Instant }, properties: Properties): Fact =>
      eventOf({ messageId: partId(record, part), ...at, receivedAt, source, who, name: "contract_changed", properties });
    const facts = [fact("started", { time: terms.start, knownAt: known(terms.start, cells, problems) }, stated)];
    const end = ended(cells, problems);
    if (end === undefined) return facts;
    if (end > receivedAt) problems.push({ column: "ended", value: new Date(end).toISOString(), reason: "lies in the future: an end that is agreed in advance belongs into `term_end`" });
    facts.push(fact("ended", { time: end, knownAt: end + compiler.lagMs() }, { ...stated, ended: end }));
    return facts;
  };
}

function compileMoney(compiler: KindCompiler<KindSpec<"contracts">>): Needed<Readonly<Record<string, Scalar>>> {
  const monthly = compiler.spec.mrr !== undefined;
  const revenue = compiler.needNumber(monthly ? "mrr" : "arr");
  const currency = compiler.text("currency");
  const seats = compiler.number("seats");
  const product = compiler.text("product");
  const fallback = compiler.context.mapping.currency;
  return (cells, problems) => {
    const recurring = revenue(cells, problems);
    const unit = currency(cells, problems) ?? fallback;
    const bought = seats(cells, problems);
    const sold = product(cells, problems);
    return {
      mrr: monthly ? recurring : recurring / 12,
      ...(unit !== undefined && { currency: unit.toUpperCase() }),
      ...(bought !== undefined && { seats: bought }),
      ...(sold !== undefined && { product: sold }),
    };
  };
}

/** Some write the last day of a term and some the first day after it; a day of daylight saving may have 25 hours. */
const noGapMs = 25 * hourMs;

/** Where a contract began whose terms come one after another; NaN when they aren't in the order of time. */
function mergedRenewals(): (terms: Terms) => Instant {
  const latest = new Map<string, { readonly began: Instant; readonly start: Instant; readonly until: Instant }>();
  return ({ contract, start, termEnd }) => {
    const before = latest.get(contract);
    if (before && start < before.start) return Number.NaN;
    const began = before && start <= before.until + noGapMs ? before.began : start;
    latest.set(contract, { began, start, until: termEnd ?? Number.POSITIVE_INFINITY });
    return began;
  };
}
