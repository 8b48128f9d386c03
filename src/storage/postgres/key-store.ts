import { type Selectable, sql } from "kysely";
import type { KeyStore, StoredKey } from "../../engine/access/keys.ts";
import type { Instant } from "../../lib/zone.ts";
import { type Executor, isDuplicate } from "./executor.ts";
import type { ApiKeyTable } from "./tables.ts";

/** Keys in the table `api_keys`. */
export class PostgresKeyStore implements KeyStore {
  readonly #db: Executor;

  constructor(db: Executor) {
    this.#db = db;
  }

  async all(workspace: string): Promise<readonly StoredKey[]> {
    const rows = await this.#db.selectFrom("api_keys").selectAll().where("workspace", "=", workspace).orderBy("created_at").orderBy("id").execute();
    return rows.map(fromRow);
  }

  async add(key: StoredKey): Promise<"added" | "name_taken"> {
    try {
      await this.#db.insertInto("api_keys").values(toRow(key)).execute();
      return "added";
    } catch (error) {
      if (isDuplicate(error)) return "name_taken";
      throw error;
    }
  }

  async revoke({ workspace, id }: { readonly workspace: string; readonly id: string }, at: Instant): Promise<boolean> {
    const found = await this.#db
      .updateTable("api_keys")
      .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${new Date(at)}::timestamptz)` })
      .where("workspace", "=", workspace)
      .where("id", "=", id)
      .returning("id")
      .execute();
    return found.length > 0;
  }

  async noteUses(uses: ReadonlyMap<string, Instant>): Promise<void> {
    for (const [id, at] of uses) {
      const used = new Date(at);
      await this.#db
        .updateTable("api_keys")
        .set({ last_used_at: used })
        .where("id", "=", id)
        .where(sql<boolean>`coalesce(last_used_at < ${used}::timestamptz, true)`)
        .execute();
    }
  }
}

const dateOf = (instant: Instant | undefined): Date | null => (instant === undefined ? null : new Date(instant));

function toRow(key: StoredKey) {
  return {
    id: key.id,
    workspace: key.workspace,
    kind: key.kind,
    name: key.name,
    prefix: key.prefix,
    sha256: key.sha256,
    accepts_vocabulary: key.kind === "write" && key.acceptsVocabulary,
    scopes: key.kind === "read" ? [...key.scopes] : [],
    created_by: key.createdBy ?? null,
    created_at: new Date(key.createdAt),
    expires_at: dateOf(key.expiresAt),
    revoked_at: dateOf(key.revokedAt),
    last_used_at: dateOf(key.lastUsedAt),
  };
}

function fromRow(row: Selectable<ApiKeyTable>): StoredKey {
  return {
    id: row.id,
    workspace: row.workspace,
    name: row.name,
    prefix: row.prefix,
    sha256: row.sha256,
    createdAt: row.created_at.getTime(),
    ...(row.created_by !== null && { createdBy: row.created_by }),
    ...(row.expires_at && { expiresAt: row.expires_at.getTime() }),
    ...(row.revoked_at && { revokedAt: row.revoked_at.getTime() }),
    ...(row.last_used_at && { lastUsedAt: row.last_used_at.getTime() }),
    ...(row.kind === "write" ? { kind: "write", acceptsVocabulary: row.accepts_vocabulary } : { kind: "read", scopes: row.scopes }),
  };
}
