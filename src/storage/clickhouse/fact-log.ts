import type { FactLog } from "../../engine/ports.ts";
import type { AccountTraitFact, EventFact, Fact, MembershipFact, UserTraitFact } from "../../events/fact.ts";
import type { ClickHouse } from "./engine.ts";
import { accountTraitColumns, eventColumns, membershipColumns, userTraitColumns } from "./fact-columns.ts";
import { KnownIds } from "./known-ids.ts";

/** The log in ClickHouse. One writer: appends wait for each other. */
export class ClickHouseFactLog implements FactLog {
  readonly #known = new Map<string, Promise<KnownIds>>();
  #last: Promise<unknown> = Promise.resolve();
  readonly #clickHouse: ClickHouse;

  constructor(clickHouse: ClickHouse) {
    this.#clickHouse = clickHouse;
  }

  append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array> {
    const appended = this.#last.then(() => this.#append(workspace, facts, batchId));
    this.#last = appended.catch(() => undefined);
    return appended;
  }

  async #append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array> {
    const known = await this.#knownIds(workspace);
    const stored = await known.addNew(facts.map((fact) => fact.messageId));
    await this.#store(
      facts.filter((_, index) => stored[index] === 1),
      { workspace, batchId },
    );
    return stored;
  }

  #knownIds(workspace: string): Promise<KnownIds> {
    let known = this.#known.get(workspace);
    if (!known) {
      known = KnownIds.load(this.#clickHouse, workspace);
      this.#known.set(workspace, known);
    }
    return known;
  }

  /** Who before what: memberships and traits first, so that a crash in between never leaves events without them. */
  async #store(facts: readonly Fact[], batch: { workspace: string; batchId: string }): Promise<void> {
    const byType = { account_trait: [] as AccountTraitFact[], user_trait: [] as UserTraitFact[], membership: [] as MembershipFact[], event: [] as EventFact[] };
    for (const fact of facts) (byType[fact.type] as Fact[]).push(fact);
    const { account_trait, user_trait, membership, event } = byType;
    if (account_trait.length > 0) await this.#clickHouse.insert("account_traits", accountTraitColumns(account_trait, batch), account_trait.length);
    if (user_trait.length > 0) await this.#clickHouse.insert("user_traits", userTraitColumns(user_trait, batch), user_trait.length);
    if (membership.length > 0) await this.#clickHouse.insert("memberships", membershipColumns(membership, batch), membership.length);
    if (event.length > 0) await this.#clickHouse.insert("events", eventColumns(event, batch), event.length);
  }
}
