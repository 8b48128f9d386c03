import type { Scope } from "../../contract/access.ts";
import type { Instant } from "../../lib/zone.ts";

/** What a write key opens: a workspace to append to, and nothing to read. */
export interface WriteKey {
  /** Shown wherever the source of an event is; not secret. */
  readonly name: string;
  readonly workspace: string;
  /** Whether events of the vocabulary may come through it; false for keys that stand in web pages. */
  readonly acceptsVocabulary: boolean;
}

/** What a read key opens. */
export interface ReadKey {
  /** Shown wherever it was used; not secret. */
  readonly name: string;
  readonly workspace: string;
  readonly scopes: readonly Scope[];
}

/** Why a key doesn't open anything. */
export type KeyRefusal = "unknown" | "revoked" | "expired";

export interface WriteKeys {
  /** The write key with this text, or why there is none. Asked by every call that comes in: it waits for nothing. */
  findWriteKey(text: string): WriteKey | KeyRefusal;
}

export interface ReadKeys {
  findReadKey(text: string): ReadKey | KeyRefusal;
}

/** A key without its text, which is shown once and kept nowhere. */
export type ApiKey = {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  /** The first letters of its text, to know it again by. */
  readonly prefix: string;
  readonly createdAt: Instant;
  /** E-mail address of the teammate who made it; absent for the command line's. */
  readonly createdBy?: string;
  readonly expiresAt?: Instant;
  readonly revokedAt?: Instant;
  /** To within a minute. */
  readonly lastUsedAt?: Instant;
} & ({ readonly kind: "write"; readonly acceptsVocabulary: boolean } | { readonly kind: "read"; readonly scopes: readonly Scope[] });

/** With the SHA-256 of its text, in hexadecimal digits. */
export type StoredKey = ApiKey & { readonly sha256: string };

export interface KeyStore {
  /** The oldest first. */
  all(workspace: string): Promise<readonly StoredKey[]>;
  /** Two keys of a kind that aren't revoked never share a name in a workspace, because the name says where events come from. */
  add(key: StoredKey): Promise<"added" | "name_taken">;
  /** False when the workspace has no such key. Revoking again changes nothing. */
  revoke(which: { readonly workspace: string; readonly id: string }, at: Instant): Promise<boolean>;
  /** When keys were last used, by id; an earlier instant than the known one changes nothing. */
  noteUses(uses: ReadonlyMap<string, Instant>): Promise<void>;
}
