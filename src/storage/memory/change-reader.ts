import type { ChangeReader } from "../../engine/ports.ts";
import type { Fact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { MemoryFactLog } from "./fact-log.ts";

/** What was stored when, from plain arrays. */
export class MemoryChangeReader implements ChangeReader {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  changedSince({ workspace, since, users }: Parameters<ChangeReader["changedSince"]>[0]): Promise<ReadonlyMap<string, Instant>> {
    const earliest = new Map<string, Instant>();
    const note = (account: string, time: Instant): void => {
      if (account !== "") earliest.set(account, Math.min(time, earliest.get(account) ?? Infinity));
    };
    const accountsOf = (user: string): string[] => this.#log.facts(workspace).flatMap((fact) => ("account" in fact && "user" in fact && fact.user === user ? [fact.account] : []));
    for (const fact of this.#log.factsStoredSince(workspace, since)) {
      if (fact.type !== "user_trait") note(fact.account, fact.time);
      else if (users) for (const account of accountsOf(fact.user)) note(account, fact.time);
    }
    return Promise.resolve(earliest);
  }

  feeds(workspace: string): Promise<ReadonlyMap<string, Instant>> {
    const first = new Map<string, Instant>();
    const isEvent = (fact: Fact) => fact.type === "event";
    for (const { name, time } of this.#log.facts(workspace).filter(isEvent)) first.set(name, Math.min(time, first.get(name) ?? Infinity));
    return Promise.resolve(first);
  }
}
