import type { Instant } from "../../lib/zone.ts";
import type { KeyStore, StoredKey } from "./keys.ts";

/** A write key that was kept in a file. */
export interface FormerKey {
  readonly name: string;
  readonly workspace: string;
  readonly sha256: string;
  readonly acceptsVocabulary: boolean;
  readonly revoked: boolean;
}

/**
 * Adds keys that were kept elsewhere, so that libraries which send with them need not be touched. Those that are known
 * already stay as they are, so a start that was cut short goes on with the next. The file let keys share a name: of two
 * the later one gets a number.
 */
export async function takeOverKeys(store: KeyStore, former: readonly FormerKey[], { now, uniqueId }: { readonly now: Instant; readonly uniqueId: () => string }): Promise<number> {
  const there = await Promise.all([...new Set(former.map(({ workspace }) => workspace))].map((workspace) => store.all(workspace)));
  const known = new Set(there.flat().map(({ sha256 }) => sha256));
  const missing = [...new Map(former.map((key) => [key.sha256, key])).values()].filter(({ sha256 }) => !known.has(sha256));
  for (const { name, workspace, sha256, acceptsVocabulary, revoked } of missing) {
    const key: StoredKey = { id: uniqueId(), workspace, name, prefix: "", sha256, kind: "write", acceptsVocabulary, createdAt: now, ...(revoked && { revokedAt: now }) };
    for (let number = 2; (await store.add(number === 2 ? key : { ...key, name: `${name}-${number - 1}` })) === "name_taken"; number += 1);
  }
  return missing.length;
}
