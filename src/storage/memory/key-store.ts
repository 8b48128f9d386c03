import type { KeyStore, StoredKey } from "../../engine/access/keys.ts";
import type { Instant } from "../../lib/zone.ts";

/** Keys in an array. */
export class MemoryKeyStore implements KeyStore {
  #keys: readonly StoredKey[] = [];

  all(workspace: string): Promise<readonly StoredKey[]> {
    return Promise.resolve(this.#keys.filter((key) => key.workspace === workspace).toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)));
  }

  add(key: StoredKey): Promise<"added" | "name_taken"> {
    const isTaken = this.#keys.some((known) => known.sha256 === key.sha256 || (known.workspace === key.workspace && known.kind === key.kind && known.name === key.name && known.revokedAt === undefined));
    if (!isTaken) this.#keys = [...this.#keys, key];
    return Promise.resolve(isTaken ? "name_taken" : "added");
  }

  revoke({ workspace, id }: { readonly workspace: string; readonly id: string }, revokedAt: Instant): Promise<boolean> {
    const isIt = (key: StoredKey): boolean => key.workspace === workspace && key.id === id;
    const isKnown = this.#keys.some(isIt);
    this.#keys = this.#keys.map((key) => (isIt(key) ? { revokedAt, ...key } : key));
    return Promise.resolve(isKnown);
  }

  noteUses(uses: ReadonlyMap<string, Instant>): Promise<void> {
    this.#keys = this.#keys.map((key) => {
      const used = uses.get(key.id);
      return used === undefined || used <= (key.lastUsedAt ?? -Infinity) ? key : { ...key, lastUsedAt: used };
    });
    return Promise.resolve();
  }
}
