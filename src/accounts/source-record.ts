import type { EventFact, Fact, Scalar } from "../events/fact.ts";
import { isReserved } from "../events/vocabulary.ts";
import type { Instant } from "../lib/zone.ts";
import { inOrder } from "./account-log.ts";

/** What one source knows of one account, under the source's own id for it. */
export interface SourceRecord {
  readonly source: string;
  readonly record: string;
  readonly name?: string;
  /** Of its website and of its users' e-mail addresses, in lower case. */
  readonly domains: ReadonlySet<string>;
  /** Every trait that is text: the id of another source may be among them. */
  readonly traits: ReadonlyMap<string, string>;
  /** Monthly recurring revenue of its contracts that haven't ended, whatever the currency. */
  readonly mrr: number;
  /** Whether the source saw anybody use the product. */
  readonly used: boolean;
}

/** A person's decision that a record belongs to an account. */
export interface MatchDecision {
  readonly messageId: string;
  readonly source: string;
  readonly record: string;
  readonly account: string;
}

/** Everything known of each (source, record) before `asOf`; the definition that a database has to agree with. */
export function sourceRecordsOf(facts: Iterable<Fact>, asOf: Instant): SourceRecord[] {
  const gathered = new Map<string, Gathered>();
  const users = new Map<string, Gathered[]>();
  const emails: { readonly user: string; readonly domain: string }[] = [];
  const of = (source: string, record: string): Gathered => {
    const key = JSON.stringify([source, record]);
    const known = gathered.get(key) ?? new Gathered(source, record);
    gathered.set(key, known);
    return known;
  };
  for (const fact of [...facts].filter(({ time }) => time < asOf).sort(inOrder)) {
    if (fact.type === "account_trait") of(fact.source, fact.account).trait(fact.trait, fact.value);
    else if (fact.type === "event" && fact.account !== "" && fact.name !== "record_matched" && fact.name !== "withdrawn") of(fact.source, fact.account).event(fact);
    else if (fact.type === "membership") users.set(userKey(fact.source, fact.user), [...(users.get(userKey(fact.source, fact.user)) ?? []), of(fact.source, fact.account)]);
    else if (fact.type === "user_trait" && fact.trait === "email") emails.push({ user: userKey(fact.source, fact.user), domain: domainOf(String(fact.value)) });
  }
  for (const { user, domain } of emails) for (const record of users.get(user) ?? []) record.domain(domain);
  return [...gathered.values()].map((record) => record.told(asOf));
}

const userKey = (source: string, user: string): string => JSON.stringify([source, user]);

/** The matches that hold: the latest of each record that nobody has withdrawn. */
export function decisionsOf(facts: Iterable<Fact>): MatchDecision[] {
  const events = [...facts].filter((fact) => fact.type === "event").sort(inOrder);
  const withdrawn = new Set(events.filter(({ name }) => name === "withdrawn").map(({ properties }) => properties["withdraws"]));
  const held = events.filter((event) => event.name === "record_matched" && !withdrawn.has(event.messageId));
  const latest = new Map(held.map((event) => [JSON.stringify([event.properties["source"], event.properties["record"]]), event]));
  return [...latest.values()].map(({ messageId, account, properties }) => ({ messageId, account, source: String(properties["source"]), record: String(properties["record"]) }));
}

/** The one source that saw anybody use the product: its ids are most likely those of the accounts. */
export function usedSource(records: readonly SourceRecord[]): string | undefined {
  const [source, ...others] = new Set(records.filter(({ used }) => used).map(({ source }) => source));
  return others.length === 0 ? source : undefined;
}

/** `https://www.acme.com/about` and `kim@acme.com` are of acme.com; empty when there is no domain. */
export function domainOf(text: string): string {
  const host = text.trim().toLowerCase().replace(/^[a-z]+:\/\//, "").replace(/^.*@/, "").replace(/[/:?#].*$/, "").replace(/^www\./, "");
  return /^[^\s.]+(\.[^\s.]+)+$/.test(host) ? host : "";
}

class Gathered {
  readonly #source: string;
  readonly #record: string;
  readonly #traits = new Map<string, string>();
  readonly #domains = new Set<string>();
  readonly #contracts = new Map<Scalar, EventFact["properties"]>();
  #used = false;

  constructor(source: string, record: string) {
    this.#source = source;
    this.#record = record;
  }

  trait(name: string, value: Scalar | null): void {
    if (value === null) this.#traits.delete(name);
    else this.#traits.set(name, String(value));
  }

  domain(domain: string): void {
    if (domain !== "") this.#domains.add(domain);
  }

  event({ name, properties }: EventFact): void {
    if (name === "contract_changed") this.#contracts.set(properties["contract"] ?? "", properties);
    if (!isReserved(name)) this.#used = true;
  }

  told(asOf: Instant): SourceRecord {
    const name = this.#traits.get("name");
    for (const trait of ["domain", "website"]) this.domain(domainOf(this.#traits.get(trait) ?? ""));
    const running = [...this.#contracts.values()].filter(({ ended, term_end }) => [ended, term_end].every((end) => typeof end !== "number" || asOf < end));
    const mrr = running.reduce((sum, contract) => sum + Number(contract["mrr"] ?? 0), 0);
    return { source: this.#source, record: this.#record, ...(name !== undefined && { name }), domains: this.#domains, traits: this.#traits, mrr, used: this.#used };
  }
}
