import { type ConnectionProvider, type DatabaseConnection, DefaultQueryExecutor, type Dialect, type Driver, Kysely } from "kysely";
import { asHolder } from "./nested-use.ts";

/** Kysely that throws where a transaction would be waited for from within, on every backend alike. */
export async function guarded<Tables>(dialect: Dialect): Promise<Kysely<Tables>> {
  const driver = dialect.createDriver();
  await driver.init();
  const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), new GuardedConnections(driver));
  return new Kysely<Tables>({ config: { dialect }, dialect, driver, executor });
}

class GuardedConnections implements ConnectionProvider {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    return asHolder(async () => {
      const connection = await this.#driver.acquireConnection();
      try {
        return await consumer(connection);
      } finally {
        await this.#driver.releaseConnection(connection);
      }
    });
  }
}
