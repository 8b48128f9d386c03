import type { AttributedEvents } from "../../engine/late-memberships.ts";
import type { FactLog, MembershipReader } from "../../engine/ports.ts";
import { ClickHouseAttributedEvents } from "./attributed-events.ts";
import { ClickHouseMembershipReader } from "./membership-reader.ts";
import type { ClickHouseStore } from "./store.ts";

/** The log, opened when something is to be loaded: events are taken while ClickHouse is away, also at the start. */
export class StoreOnDemand implements FactLog, MembershipReader, AttributedEvents {
  readonly #open: () => Promise<ClickHouseStore>;
  #store: Promise<ClickHouseStore> | undefined;

  constructor(open: () => Promise<ClickHouseStore>) {
    this.#open = open;
  }

  async append(...args: Parameters<FactLog["append"]>): Promise<Uint8Array> {
    return (await this.opened()).log.append(...args);
  }

  async memberships(workspace: string): ReturnType<MembershipReader["memberships"]> {
    return new ClickHouseMembershipReader((await this.opened()).clickHouse).memberships(workspace);
  }

  async attributedEvents(request: Parameters<AttributedEvents["attributedEvents"]>[0]): ReturnType<AttributedEvents["attributedEvents"]> {
    return new ClickHouseAttributedEvents((await this.opened()).clickHouse).attributedEvents(request);
  }

  async moveEvents(...args: Parameters<AttributedEvents["moveEvents"]>): Promise<void> {
    return new ClickHouseAttributedEvents((await this.opened()).clickHouse).moveEvents(...args);
  }

  async close(): Promise<void> {
    await (await this.#store?.catch(() => undefined))?.close();
  }

  opened(): Promise<ClickHouseStore> {
    if (this.#store) return this.#store;
    const opening = this.#open();
    this.#store = opening;
    opening.catch(() => (this.#store = undefined));
    return opening;
  }
}
