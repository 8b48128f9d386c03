import { type FactLog, FactsRefused } from "../../engine/ports.ts";
import type { AccountTraitFact, EventFact, Fact, MembershipFact, UserTraitFact } from "../../events/fact.ts";
import { Turns } from "../../lib/turns.ts";
import { type Deduplication, forEver } from "./deduplication.ts";
import type { ClickHouse } from "./engine.ts";
import { accountTraitColumns, eventColumns, membershipColumns, userTraitColumns } from "./fact-columns.ts";
import { EventNames } from "./event-names.ts";
import { KnownIds } from "./known-ids.ts";

/** What is remembered of one workspace between appends. */
interface Known {
  readonly ids: KnownIds;
  readonly names: EventNames;
}

/** The log in ClickHouse. One writer: appends wait for each other. */
export class ClickHouseFactLog implements FactLog {
  readonly #workspaces = new Map<string, Promise<Known>>();
  readonly #turns = new Turns();
  readonly #clickHouse: ClickHouse;
  readonly #clock: () => number;
  readonly #deduplication: Deduplication;

  constructor(clickHouse: ClickHouse, clock: () => number = Date.now, deduplication: Deduplication = forEver()) {
    this.#clickHouse = clickHouse;
    this.#clock = clock;
    this.#deduplication = deduplication;
  }

  append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array> {
    return this.#turns.run(() => this.#append(workspace, facts, batchId));
  }

  /** Rows were erased: what is remembered of names is read again. */
  reread(): Promise<void> {
    return this.#turns.run(async () => {
      for (const [workspace, known] of this.#workspaces) {
        const { ids } = await known;
        this.#workspaces.set(workspace, Promise.resolve({ ids, names: await EventNames.load(this.#clickHouse, workspace) }));
      }
    });
  }

  async #append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array> {
    const { ids, names } = await this.#known(workspace);
    const judged = await ids.addNew(
      facts.map((fact) => fact.messageId),
      { batchId, now: this.#clock() },
    );
    await this.#store(
      facts.filter((_, index) => judged[index] === 1),
      { workspace, batchId, names },
    ).catch((error: unknown) => {
      throw isRefusal(error) ? new FactsRefused(error instanceof Error ? error.message : String(error), { cause: error }) : error;
    });
    return judged.map((code) => (code === 0 ? 0 : 1));
  }

  #known(workspace: string): Promise<Known> {
    let known = this.#workspaces.get(workspace);
    if (!known) {
      known = this.#load(workspace);
      this.#workspaces.set(workspace, known);
      known.catch(() => this.#workspaces.delete(workspace));
    }
    return known;
  }

  async #load(workspace: string): Promise<Known> {
    return { ids: await KnownIds.load(this.#clickHouse, workspace, { ...this.#deduplication, now: this.#clock() }), names: await EventNames.load(this.#clickHouse, workspace) };
  }

  /** Who before what: memberships and traits first, so that a crash in between never leaves events without them. */
  async #store(facts: readonly Fact[], { names, ...where }: { workspace: string; batchId: string; names: EventNames }): Promise<void> {
    const batch = { ...where, storedAt: this.#clock() };
    const byType = { account_trait: [] as AccountTraitFact[], user_trait: [] as UserTraitFact[], membership: [] as MembershipFact[], event: [] as EventFact[] };
    for (const fact of facts) (byType[fact.type] as Fact[]).push(fact);
    const { account_trait, user_trait, membership, event } = byType;
    if (account_trait.length > 0) await this.#clickHouse.insert("account_traits", accountTraitColumns(account_trait, batch), account_trait.length);
    if (user_trait.length > 0) await this.#clickHouse.insert("user_traits", userTraitColumns(user_trait, batch), user_trait.length);
    if (membership.length > 0) await this.#clickHouse.insert("memberships", membershipColumns(membership, batch), membership.length);
    await names.note(event);
    if (event.length > 0) await this.#clickHouse.insert("events", eventColumns(event, batch), event.length);
  }
}

/** What ClickHouse calls data that it won't have, whenever they come: unreadable, of a wrong type, out of bounds, too large, against a constraint. */
const refusals: ReadonlySet<string> = new Set(["6", "26", "27", "36", "38", "41", "53", "69", "70", "72", "117", "131", "349", "469"]);

/** Whether it is the rows themselves that can't be stored; encoding them fails with a RangeError. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof RangeError || refusals.has(String((error as { code?: unknown }).code)) || isRefusal(error.cause);
}
