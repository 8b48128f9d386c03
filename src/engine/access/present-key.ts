import type { Key } from "../../contract/key.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ApiKey } from "./keys.ts";

const instants = ["expiresAt", "revokedAt", "lastUsedAt"] as const;

/** A key as it is told to whoever asks. */
export function presentKey(key: ApiKey): Key {
  const told = instants.flatMap((name) => (key[name] === undefined ? [] : [[name, textOf(key[name])]]));
  const common = { id: key.id, name: key.name, prefix: key.prefix, createdAt: textOf(key.createdAt), ...(key.createdBy !== undefined && { createdBy: key.createdBy }), ...(Object.fromEntries(told) as Partial<Record<(typeof instants)[number], string>>) };
  return key.kind === "write" ? { kind: "write", ...common, acceptsVocabulary: key.acceptsVocabulary } : { kind: "read", ...common, scopes: [...key.scopes] };
}

const textOf = (instant: Instant): string => new Date(instant).toISOString();
