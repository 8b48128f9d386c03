import { afterAll } from "vitest";
import { type PostgresDatabase, openPostgres } from "../../src/storage/postgres/database.ts";
import { pgliteTemplate } from "./pglite-template.ts";
import { type PostgresServer, postgresServer } from "./postgres-server.ts";

export interface Backends {
  readonly server: PostgresServer;
  /** By name; each opens a migrated database of its own. */
  readonly open: Readonly<Record<string, () => Promise<PostgresDatabase>>>;
}

/** Both kinds of Postgres, for one test file. */
export async function postgresBackends(): Promise<Backends> {
  const server = await postgresServer();
  const url = async (): Promise<{ url: string }> => ({ url: await server.freshUrl() });
  const archive = async (): Promise<{ archive: Uint8Array }> => ({ archive: await pgliteTemplate() });
  return { server, open: { "the embedded Postgres": async () => openPostgres(await archive(), () => {}), [server.name]: async () => openPostgres(await url(), () => {}) } };
}

/** Closes at the end of the file. */
export async function forFile(open: () => Promise<PostgresDatabase>): Promise<PostgresDatabase> {
  const database = await open();
  afterAll(() => database.close());
  return database;
}
