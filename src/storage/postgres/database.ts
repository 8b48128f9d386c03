import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Kysely, PostgresDialect, sql } from "kysely";
import { lockDirectory } from "../directory-lock.ts";
import { guarded } from "./guarded.ts";
import { migrate } from "./migrations.ts";
import { PgliteClient } from "./pglite-client.ts";
import { pgliteDialect } from "./pglite-dialect.ts";
import { serverPool } from "./server-pool.ts";
import type { Tables } from "./tables.ts";

export type PostgresLocation =
  /** Embedded, in a folder of its own that one process may use at a time. */
  | { readonly directory: string; readonly archive?: Uint8Array }
  | { readonly url: string }
  /** Embedded and gone at the end; for tests, which begin both kinds with an archive that another one gave. */
  | { readonly archive?: Uint8Array };

export interface PostgresDatabase {
  readonly db: Kysely<Tables>;
  /** Migrations that this opening has applied. */
  readonly migrated: readonly string[];
  close(): Promise<void>;
}

/** Opens the database that people's state is in, and brings its schema up to date. Tells of connections of a server that break while nobody uses them. */
export async function openPostgres(location: PostgresLocation, onLost: (error: Error) => void): Promise<PostgresDatabase> {
  const { db, close } = "url" in location ? await openServer(location.url, onLost) : await openEmbedded(location);
  try {
    return { db, migrated: await migrate(db), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Opened = Pick<PostgresDatabase, "db" | "close">;

async function openEmbedded(location: Exclude<PostgresLocation, { readonly url: string }>): Promise<Opened> {
  const unlock = "directory" in location ? await lockDirectory(location.directory) : undefined;
  try {
    const client = await openClient(location);
    return {
      db: await guarded<Tables>(pgliteDialect(client)),
      close: async () => {
        await client.close();
        await unlock?.();
      },
    };
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

/** The cluster lies beside the lock, because a new one wants an empty folder. */
export async function openClient(location: Exclude<PostgresLocation, { readonly url: string }>): Promise<PgliteClient> {
  if (!("directory" in location)) return PgliteClient.open(location);
  const cluster = join(location.directory, "cluster");
  await mkdir(cluster, { recursive: true, mode: 0o700 });
  const isNew = (await readdir(cluster)).length === 0;
  return PgliteClient.open({ directory: cluster, ...(isNew && location.archive && { archive: location.archive }) }).catch((error: unknown) => {
    throw new Error(`The embedded Postgres in ${cluster} can't be opened (${messageOf(error)}). Is there room on the disk, and may this user write there?`, { cause: error });
  });
}

async function openServer(url: string, onLost: (error: Error) => void): Promise<Opened> {
  const pool = serverPool(url, onLost);
  const db = await guarded<Tables>(new PostgresDialect({ pool }));
  await sql`select 1`.execute(db).catch(async (error: unknown) => {
    await pool.end();
    throw new Error(`The Postgres that DATABASE_URL names doesn't answer: ${messageOf(error)}. Is it running, and are host, user and password right?`, { cause: error });
  });
  return { db, close: () => pool.end() };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
