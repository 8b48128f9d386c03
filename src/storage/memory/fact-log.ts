import { type AttributedEvent, type AttributedEvents, type EventMove, byMembership } from "../../engine/late-memberships.ts";
import type { FactLog, MembershipReader, StoredMembership } from "../../engine/ports.ts";
import type { EventFact, Fact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";

/** The log as plain arrays: what tests and the reference read. */
export class MemoryFactLog implements FactLog, MembershipReader, AttributedEvents {
  /** The batch that stored each id. */
  readonly #batches = new Map<string, string>();
  readonly #facts = new Map<string, Fact[]>();
  readonly #storedAt = new Map<string, Instant[]>();
  readonly #clock: () => Instant;

  constructor(clock: () => Instant = () => 0) {
    this.#clock = clock;
  }

  append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array> {
    const stored = new Uint8Array(facts.length);
    const log = this.#facts.get(workspace) ?? [];
    this.#facts.set(workspace, log);
    const storedAt = this.#storedAt.get(workspace) ?? [];
    this.#storedAt.set(workspace, storedAt);
    const here = new Set<string>();
    facts.forEach((fact, index) => {
      const key = JSON.stringify([workspace, fact.messageId]);
      const before = this.#batches.get(key);
      if (!here.has(key) && (before === undefined || before === batchId)) stored[index] = 1;
      here.add(key);
      if (before !== undefined) return;
      this.#batches.set(key, batchId);
      log.push(fact);
      storedAt.push(this.#clock());
    });
    return Promise.resolve(stored);
  }

  memberships(workspace: string): Promise<StoredMembership[]> {
    const memberships = this.facts(workspace).filter((fact) => fact.type === "membership");
    return Promise.resolve(memberships.map((membership) => ({ membership, batchId: this.#batches.get(JSON.stringify([workspace, membership.messageId])) ?? "" })));
  }

  attributedEvents({ workspace, users, accounts }: Parameters<AttributedEvents["attributedEvents"]>[0]): Promise<AttributedEvent[]> {
    const events = this.facts(workspace).filter((fact): fact is EventFact & AttributedEvent => fact.type === "event" && (byMembership as readonly string[]).includes(fact.attribution));
    return Promise.resolve(events.filter(({ user, account }) => users.includes(user) && accounts.includes(account)));
  }

  moveEvents(workspace: string, moves: readonly EventMove[]): Promise<void> {
    const log = this.#facts.get(workspace) ?? [];
    for (const { event, account, attribution } of moves) {
      const place = log.findIndex((fact) => fact.type === "event" && fact.messageId === event.messageId);
      if (place === -1) continue;
      log[place] = { ...(log[place] as EventFact), account, attribution };
      (this.#storedAt.get(workspace) ?? [])[place] = this.#clock();
    }
    return Promise.resolve();
  }

  /** Facts that were stored at or after the instant. */
  factsStoredSince(workspace: string, since: Instant): { readonly fact: Fact; readonly storedAt: Instant }[] {
    const storedAt = this.#storedAt.get(workspace) ?? [];
    return this.facts(workspace).map((fact, place) => ({ fact, storedAt: storedAt[place] as Instant })).filter((stored) => stored.storedAt >= since);
  }

  facts(workspace: string): readonly Fact[] {
    return this.#facts.get(workspace) ?? [];
  }
}
