import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { chmod, chown, mkdir, rm, writeFile } from "node:fs/promises";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import type { Instant } from "../../src/lib/zone.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { type RawRow, rawRow, sqlOf } from "../seven-metrics/raw-values.ts";
import { benchFolder } from "../simulated-events.ts";
import { type OtherEngine, timestampOf } from "./engine.ts";
import { exists, exportedEvents } from "./exported.ts";

const installed = "/usr/lib/postgresql";
const textbook = sqlOf("postgres");

/** The folder of the newest server that is installed the way Debian does it. */
function binaries(): string | undefined {
  if (!existsSync(installed)) return undefined;
  const newest = readdirSync(installed).sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(installed, newest, "bin");
}

export const lackingPostgres = (): string | undefined => (binaries() ? undefined : `there is no PostgreSQL under ${installed}; install Debian's package postgresql`);

/** Generous for the machine: everything fits into its buffers and into the memory of one query. */
const settings = ["shared_buffers=4GB", "work_mem=1GB", "maintenance_work_mem=2GB", "effective_cache_size=8GB", "max_parallel_workers_per_gather=2", "max_wal_size=8GB", "fsync=off", "listen_addresses="];

/** A server of our own, without network, on a directory that is loaded once. It refuses root, so root lends it a user. */
export async function openPostgres(store: ClickHouseStore, name: string): Promise<OtherEngine> {
  const server = new Server(join(benchFolder, "postgres", name));
  await server.start();
  try {
    if (!server.isLoaded) await server.load(await exportedEvents(store, name, "CSV"));
    const ask = (asOf: Instant): Promise<string> => server.psql(`COPY (${textbook.replaceAll(":as_of", `'${timestampOf(asOf)}'`)}) TO STDOUT`);
    return {
      name: `PostgreSQL ${(await server.psql("COPY (SHOW server_version) TO STDOUT").catch(() => server.psql("SHOW server_version"))).trim().split(" ")[0]}`,
      query: ask,
      rawValues: async (asOf) => new Map((await ask(asOf)).trim().split("\n").map(rowOf)),
      close: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function rowOf(line: string): [string, RawRow] {
  const [account = "", ...values] = line.split("\t");
  return [account, rawRow(values.map(Number))];
}

const run = promisify(execFile);

class Server {
  readonly #folder: string;
  readonly #data: string;
  readonly #bin = binaries() as string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#data = join(folder, "data");
  }

  get isLoaded(): boolean {
    return existsSync(join(this.#folder, "loaded"));
  }

  async start(): Promise<void> {
    if (!this.isLoaded) await this.#initialise();
    await this.#asOwner("pg_ctl", ["-D", this.#data, "-w", "-t", "60", "-l", join(this.#folder, "log"), "-o", [...settings, `unix_socket_directories=${this.#folder}`].map((setting) => `-c ${setting}`).join(" "), "start"]);
  }

  async stop(): Promise<void> {
    await this.#asOwner("pg_ctl", ["-D", this.#data, "-w", "-m", "fast", "stop"]);
  }

  async psql(text: string): Promise<string> {
    const { stdout } = await run("psql", [...this.#connection(), "-c", text], { maxBuffer: 1 << 28 });
    return stdout;
  }

  async load(csv: string): Promise<void> {
    await this.psql("CREATE TABLE events (account text NOT NULL, user_id text NOT NULL, name text NOT NULL, time timestamp NOT NULL)");
    const copy = spawn("psql", [...this.#connection(), "-c", "COPY events FROM STDIN (FORMAT csv)"], { stdio: ["pipe", "inherit", "inherit"] });
    const ended = new Promise<number | null>((resolve) => copy.once("close", resolve));
    await pipeline(createReadStream(csv), copy.stdin);
    if ((await ended) !== 0) throw new Error("PostgreSQL could not load the exported events");
    for (const text of ["CREATE INDEX ON events (account, time)", "CREATE INDEX ON events (time)", "VACUUM (ANALYZE) events"]) await this.psql(text);
    await writeFile(join(this.#folder, "loaded"), "");
  }

  #connection(): string[] {
    return ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", this.#folder, "-U", "postgres", "-d", "postgres"];
  }

  async #initialise(): Promise<void> {
    if (await exists(join(this.#data, "postmaster.pid"))) await this.stop().catch(() => undefined);
    await rm(this.#folder, { recursive: true, force: true });
    await mkdir(this.#folder, { recursive: true });
    const owner = ownerOfServer();
    if (owner) await chown(this.#folder, owner.uid, owner.gid);
    await chmod(this.#folder, 0o755);
    await this.#asOwner("initdb", ["-D", this.#data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]);
  }

  async #asOwner(program: string, args: readonly string[]): Promise<void> {
    const owner = ownerOfServer();
    // Its output goes nowhere: a server that stays would hold the pipe open, and we would wait for it.
    const child = spawn(join(this.#bin, program), args, { stdio: "ignore", cwd: "/", ...owner });
    const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
    if (code !== 0) throw new Error(`${program} ended with ${code}; see ${join(this.#folder, "log")}`);
  }
}

/** Root runs the server as Debian's user `postgres`; everybody else as themselves. */
function ownerOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const fields = readFileSync("/etc/passwd", "utf8").split("\n").map((line) => line.split(":"));
  const found = fields.find(([user]) => user === "postgres");
  if (!found) throw new Error("PostgreSQL refuses to run as root, and there is no user `postgres` to run it as");
  return { uid: Number(found[2]), gid: Number(found[3]) };
}
