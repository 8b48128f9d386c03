import { CompiledQuery, type DatabaseConnection, type Dialect, type Driver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult } from "kysely";
import type { PgliteClient } from "./pglite-client.ts";

/** Kysely on the embedded Postgres: a connection is a turn, so that transactions of others wait. */
export const pgliteDialect = (client: PgliteClient): Dialect => ({
  createDriver: () => new PgliteDriver(client),
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (db) => new PostgresIntrospector(db),
});

class PgliteDriver implements Driver {
  readonly #client: PgliteClient;

  constructor(client: PgliteClient) {
    this.#client = client;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Turn> {
    return new Turn(this.#client, await this.#client.turns.take());
  }

  async beginTransaction(connection: Turn): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: Turn): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: Turn): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async releaseConnection(connection: Turn): Promise<void> {
    connection.end();
  }

  destroy(): Promise<void> {
    return this.#client.close();
  }
}

class Turn implements DatabaseConnection {
  readonly #client: PgliteClient;
  readonly end: () => void;

  constructor(client: PgliteClient, end: () => void) {
    this.#client = client;
    this.end = end;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, affectedRows } = await this.#client.query(sql, parameters);
    return { rows: rows as R[], ...(affectedRows !== undefined && { numAffectedRows: BigInt(affectedRows) }) };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("The embedded Postgres doesn't stream.");
  }
}
