import type { ChangeReader, StoredChange } from "../../engine/ports.ts";
import type { Fact } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { MemoryFactLog } from "./fact-log.ts";

/** What was stored when, from plain arrays. */
export class MemoryChangeReader implements ChangeReader {
  readonly #log: MemoryFactLog;

  constructor(log: MemoryFactLog) {
    this.#log = log;
  }

  changedSince({ workspace, since, users }: Parameters<ChangeReader["changedSince"]>[0]): Promise<ReadonlyMap<string, StoredChange>> {
    const changed = new Map<string, StoredChange>();
    const note = (account: string, time: Instant, at: Instant): void => {
      const known = changed.get(account);
      if (account !== "") changed.set(account, { earliest: Math.min(time, known?.earliest ?? Infinity), storedAt: Math.max(at, known?.storedAt ?? 0) });
    };
    const accountsOf = (user: string): string[] => this.#log.facts(workspace).flatMap((fact) => ("account" in fact && "user" in fact && fact.user === user ? [fact.account] : []));
    for (const { fact, storedAt } of this.#log.factsStoredSince(workspace, since)) {
      if (fact.type !== "user_trait") note(fact.account, fact.time, storedAt);
      else if (users) for (const account of accountsOf(fact.user)) note(account, fact.time, storedAt);
    }
    return Promise.resolve(changed);
  }

  feeds(workspace: string): Promise<ReadonlyMap<string, Instant>> {
    return Promise.resolve(firstOf(this.#log.facts(workspace)));
  }

  newFeeds({ workspace, since }: { readonly workspace: string; readonly since: Instant }): Promise<ReadonlyMap<string, Instant>> {
    return Promise.resolve(firstOf(this.#log.factsStoredSince(workspace, since).map(({ fact }) => fact)));
  }
}

function firstOf(facts: readonly Fact[]): Map<string, Instant> {
  const first = new Map<string, Instant>();
  for (const fact of facts) if (fact.type === "event") first.set(fact.name, Math.min(fact.time, first.get(fact.name) ?? Infinity));
  return first;
}
