import type { Fact } from "../events/fact.ts";
import { isReserved } from "../events/vocabulary.ts";
import type { Instant } from "../lib/zone.ts";

/** What a pack needs to know about the data that will feed it. */
export interface DataFacts {
  /** Accounts with any fact. */
  readonly accounts: number;
  /** Time of the earliest and of the latest event; absent without events. */
  readonly firstEvent?: Instant;
  readonly lastEvent?: Instant;
  /** By name, reserved names too. */
  readonly events: Readonly<Record<string, EventFacts>>;
  /** By name of the account's trait. */
  readonly traits: Readonly<Record<string, TraitFacts>>;
}

export interface EventFacts {
  readonly count: number;
  /** Distinct accounts that had one, and distinct users who sent one. */
  readonly accounts: number;
  readonly users: number;
  readonly properties: Readonly<Record<string, PropertyFacts>>;
}

export interface PropertyFacts {
  /** How many of its values are numbers, and their range; the range is absent without any. */
  readonly numbers: number;
  readonly lowest?: number;
  readonly highest?: number;
  /** The texts among its values: a few different ones. */
  readonly texts: readonly string[];
}

export interface TraitFacts extends PropertyFacts {
  readonly accounts: number;
}

/** More different texts than this are names or notes, not values to choose from. */
export const mostTexts = 20;

/** Reads the facts about data from the data itself, or from a sample of it. */
export function dataFactsOf(facts: Iterable<Fact>): DataFacts {
  const accounts = new Set<string>();
  const events = new Map<string, EventTally>();
  const traits = new Map<string, ValueTally>();
  let [firstEvent, lastEvent] = [Infinity, -Infinity];
  for (const fact of facts) {
    if ("account" in fact && fact.account !== "") accounts.add(fact.account);
    if (fact.type === "account_trait" && fact.value !== null) upsert(traits, fact.trait, () => new ValueTally()).add(fact.value, fact.account);
    if (fact.type !== "event") continue;
    [firstEvent, lastEvent] = [Math.min(firstEvent, fact.time), Math.max(lastEvent, fact.time)];
    upsert(events, fact.name, () => new EventTally()).add(fact);
  }
  return {
    accounts: accounts.size,
    ...(firstEvent <= lastEvent && { firstEvent, lastEvent }),
    events: tabled(events, (tally) => tally.facts()),
    traits: tabled(traits, (tally) => ({ ...tally.facts(), accounts: tally.accounts.size })),
  };
}

/** Names of what users do in the product, most frequent first. */
export function productEvents(facts: DataFacts): string[] {
  const names = Object.keys(facts.events).filter((name) => !isReserved(name));
  return names.sort((a, b) => (facts.events[b]?.count ?? 0) - (facts.events[a]?.count ?? 0));
}

class ValueTally {
  readonly accounts = new Set<string>();
  readonly #texts = new Set<string>();
  #numbers = 0;
  #lowest = Infinity;
  #highest = -Infinity;

  add(value: string | number, account: string): void {
    this.accounts.add(account);
    if (typeof value === "number") this.#addNumber(value);
    else if (this.#texts.size < mostTexts) this.#texts.add(value);
  }

  #addNumber(value: number): void {
    this.#numbers += 1;
    this.#lowest = Math.min(this.#lowest, value);
    this.#highest = Math.max(this.#highest, value);
  }

  facts(): PropertyFacts {
    return { numbers: this.#numbers, ...(this.#numbers > 0 && { lowest: this.#lowest, highest: this.#highest }), texts: [...this.#texts] };
  }
}

class EventTally {
  readonly #accounts = new Set<string>();
  readonly #users = new Set<string>();
  readonly #properties = new Map<string, ValueTally>();
  #count = 0;

  add(event: Extract<Fact, { type: "event" }>): void {
    this.#count += 1;
    if (event.account !== "") this.#accounts.add(event.account);
    if (event.user !== "") this.#users.add(event.user);
    for (const [name, value] of Object.entries(event.properties)) upsert(this.#properties, name, () => new ValueTally()).add(value, event.account);
  }

  facts(): EventFacts {
    return { count: this.#count, accounts: this.#accounts.size, users: this.#users.size, properties: tabled(this.#properties, (tally) => tally.facts()) };
  }
}

function upsert<V>(map: Map<string, V>, key: string, make: () => V): V {
  const existing = map.get(key);
  if (existing !== undefined) return existing;
  const made = make();
  map.set(key, made);
  return made;
}

/** Without a prototype, so that a name such as `constructor` is only there when it was seen. */
function tabled<V, W>(map: ReadonlyMap<string, V>, show: (value: V) => W): Record<string, W> {
  const table = Object.create(null) as Record<string, W>;
  for (const [key, value] of map) table[key] = show(value);
  return table;
}
