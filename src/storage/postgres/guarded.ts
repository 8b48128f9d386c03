import { type ConnectionProvider, type DatabaseConnection, DefaultQueryExecutor, type Dialect, type Driver, Kysely } from "kysely";
import { asHolder } from "./nested-use.ts";

/** Kysely that throws where a transaction would be waited for from within, on every backend alike. */
export async function guarded<Tables>(dialect: Dialect): Promise<Kysely<Tables>> {
  const driver = dialect.createDriver();
  await driver.init();
  const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), new GuardedConnections(driver));
  return new Kysely<Tables>({ config: { dialect }, dialect, driver, executor });
}

/** Nobody can be asked at the moment; later somebody can. */
class DatabaseAway extends Error {
  readonly code = "DATABASE_AWAY";

  constructor(cause: unknown) {
    super(`the database can't be reached (${cause instanceof Error && cause.message !== "" ? cause.message : ((cause as { code?: string }).code ?? "no reason given")})`, { cause });
  }
}

class GuardedConnections implements ConnectionProvider {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    return asHolder(async () => {
      const connection = await this.#driver.acquireConnection().catch((error: unknown) => {
        throw new DatabaseAway(error);
      });
      try {
        return await consumer(connection);
      } finally {
        await this.#driver.releaseConnection(connection);
      }
    });
  }
}
