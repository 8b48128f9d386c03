import type { EventFact, Fact, Properties, Scalar } from "../events/fact.ts";
import type { ReservedName, ReservedProperties } from "../events/vocabulary.ts";
import { type Instant, hourMs } from "../lib/zone.ts";
import type { Action } from "./product.ts";

/** Which of the company's systems a fact comes from, and how long after it happened the fact is there. */
const lagMs = {
  product: 0,
  crm: 0,
  billing: 6 * hourMs,
  helpdesk: hourMs / 4,
  surveys: 0,
  people: 0,
  metering: 30 * hourMs,
} as const;

export type Source = keyof typeof lagMs;

/** Collects the facts of one account. What would happen at or after the end of the period is left out. */
export class Writer {
  readonly facts: Fact[] = [];
  readonly #account: string;
  readonly #until: Instant;
  #written = 0;

  constructor(account: string, until: Instant) {
    this.#account = account;
    this.#until = until;
  }

  #id(): string {
    this.#written += 1;
    return `${this.#account}.${this.#written}`;
  }

  /** Something that a person, or with an empty user the product itself, did. */
  product(time: Instant, user: string, action: Action): void {
    this.#event(time, { user, name: action.name, properties: action.properties, source: "product" });
  }

  /** An event of the reserved vocabulary. Returns its message id, which a withdrawal can name. */
  record<N extends ReservedName>(name: N, properties: ReservedProperties<N>, about: { time: Instant; source: Source; user?: string }): string {
    return this.#event(about.time, { user: about.user ?? "", name, properties: properties as Properties, source: about.source });
  }

  #event(time: Instant, event: Pick<EventFact, "user" | "name" | "properties"> & { source: Source }): string {
    const messageId = this.#id();
    if (time >= this.#until) return messageId;
    const knownAt = time + lagMs[event.source];
    this.facts.push({
      type: "event", messageId, time, knownAt, source: event.source, account: this.#account, user: event.user, name: event.name,
      properties: event.properties, originalTime: time, receivedAt: knownAt, attribution: "explicit",
    });
    return messageId;
  }

  accountTrait(time: Instant, trait: string, value: Scalar | null): void {
    if (time >= this.#until) return;
    this.facts.push({ type: "account_trait", messageId: this.#id(), time, knownAt: time, source: "crm", account: this.#account, trait, value });
  }

  userTrait(time: Instant, user: string, trait: { name: string; value: Scalar | null }): void {
    if (time >= this.#until) return;
    this.facts.push({
      type: "user_trait", messageId: this.#id(), time, knownAt: time, source: "product", user, trait: trait.name, value: trait.value,
    });
  }

  membership(time: Instant, user: string): void {
    if (time >= this.#until) return;
    this.facts.push({ type: "membership", messageId: this.#id(), time, knownAt: time, source: "product", account: this.#account, user });
  }
}
