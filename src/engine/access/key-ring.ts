import type { Scope } from "../../contract/access.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ApiKey, KeyRefusal, KeyStore, ReadKey, ReadKeys, StoredKey, WriteKey, WriteKeys } from "./keys.ts";

export interface KeyRingParts {
  /** Keys of others open nothing here, and aren't read. */
  readonly workspace: string;
  readonly store: KeyStore;
  readonly clock: () => Instant;
  /** SHA-256 in hexadecimal digits. */
  readonly digest: (text: string) => string;
  /** 32 random bytes in letters that need no escape anywhere. */
  readonly secret: () => string;
  readonly uniqueId: () => string;
}

export type WantedKey = {
  readonly name: string;
  readonly createdBy?: string;
  readonly expiresAt?: Instant;
} & ({ readonly kind: "write"; readonly acceptsVocabulary: boolean } | { readonly kind: "read"; readonly scopes: readonly Scope[] });

/** As many letters of a key as are shown to know it again by. */
const prefixLetters = 10;

/** So that whoever finds one in a file knows what it is. */
const beginnings = { write: "bww_", read: "bwr_" } as const;

/**
 * All keys of a workspace in memory, so that a call that comes in waits for no database, and is known also while that is away. An unknown
 * key costs a hash and nothing more.
 */
export class KeyRing implements WriteKeys, ReadKeys {
  readonly #parts: KeyRingParts;
  readonly #uses = new Map<string, Instant>();
  #changes = 0;
  #keys: ReadonlyMap<string, StoredKey> = new Map();

  private constructor(parts: KeyRingParts) {
    this.#parts = parts;
  }

  static async open(parts: KeyRingParts): Promise<KeyRing> {
    const ring = new KeyRing(parts);
    await ring.refresh();
    return ring;
  }

  /** Takes in what other processes made and revoked. */
  async refresh(): Promise<void> {
    for (let before = -1; before !== this.#changes; ) {
      before = this.#changes;
      const keys = await this.#parts.store.all(this.#parts.workspace);
      // What was made here meanwhile may be missing in what was read.
      if (before === this.#changes) this.#take(keys);
    }
  }

  findWriteKey(text: string): WriteKey | KeyRefusal {
    const key = this.#find(text);
    if (typeof key === "string") return key;
    if (key.kind !== "write") return "unknown";
    this.#use(key);
    return { name: key.name, workspace: key.workspace, acceptsVocabulary: key.acceptsVocabulary };
  }

  findReadKey(text: string): ReadKey | KeyRefusal {
    const key = this.#find(text);
    if (typeof key === "string") return key;
    if (key.kind !== "read") return "unknown";
    this.#use(key);
    return { name: key.name, workspace: key.workspace, scopes: key.scopes };
  }

  /** The oldest first. */
  list(): readonly ApiKey[] {
    return [...this.#keys.values()].map((key) => withoutHash(this.#withUse(key)));
  }

  /** Makes a key; its text can't be read again. It opens as soon as this resolves. */
  async create(wanted: WantedKey): Promise<{ readonly key: ApiKey; readonly text: string } | "name_taken"> {
    const text = beginnings[wanted.kind] + this.#parts.secret();
    const key: StoredKey = { ...wanted, workspace: this.#parts.workspace, id: this.#parts.uniqueId(), prefix: text.slice(0, prefixLetters), sha256: this.#parts.digest(text), createdAt: this.#parts.clock() };
    if ((await this.#parts.store.add(key)) === "name_taken") return "name_taken";
    this.#changes += 1;
    this.#take([...this.#keys.values(), key]);
    return { key: withoutHash(key), text };
  }

  /** False when the workspace has no such key. */
  async revoke(id: string): Promise<boolean> {
    const revokedAt = this.#parts.clock();
    if (!(await this.#parts.store.revoke({ workspace: this.#parts.workspace, id }, revokedAt))) return false;
    this.#changes += 1;
    this.#take([...this.#keys.values()].map((key) => (key.id === id ? { revokedAt, ...key } : key)));
    return true;
  }

  /** Writes down when keys were used since the last time. What can't be written is kept for the next time. */
  async keepUses(): Promise<void> {
    const uses = new Map(this.#uses);
    if (uses.size === 0) return;
    await this.#parts.store.noteUses(uses);
    for (const [id, at] of uses) if (this.#uses.get(id) === at) this.#uses.delete(id);
  }

  #find(text: string): StoredKey | KeyRefusal {
    // Looked up by its hash, so how long it takes tells nothing about the text of any key.
    const key = this.#keys.get(this.#parts.digest(text));
    if (key === undefined) return "unknown";
    if (key.revokedAt !== undefined) return "revoked";
    if (key.expiresAt !== undefined && key.expiresAt <= this.#parts.clock()) return "expired";
    return key;
  }

  #use({ id }: StoredKey): void {
    this.#uses.set(id, this.#parts.clock());
  }

  #withUse(key: StoredKey): StoredKey {
    const used = this.#uses.get(key.id);
    return used === undefined ? key : { ...key, lastUsedAt: used };
  }

  #take(keys: readonly StoredKey[]): void {
    this.#keys = new Map(keys.map((key) => [key.sha256, key]));
  }
}

function withoutHash(stored: StoredKey): ApiKey {
  const { sha256: _, ...key } = stored;
  return key;
}
