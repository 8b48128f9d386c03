import { mkdir, readFile, readdir, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { type ClickHouse, isLeftBlock, openEmbedded } from "./engine.ts";

/**
 * The embedded engine on a directory that only one process may use. An error names the directory and what to do; what an
 * insert that was cut short left beside the data is removed.
 */
export async function openDataDirectory(directory: string): Promise<ClickHouse> {
  await mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw new Error(`The data directory ${directory} cannot be made (${textOf(error)}). Choose another with --data.`, { cause: error });
  });
  const clickHouse = await openEmbedded(directory).catch(async (error: unknown) => {
    throw isRefused(error) ? new Error(await refusalOf(directory, error), { cause: error }) : error;
  });
  for (const name of await readdir(directory)) if (isLeftBlock(name)) await rm(join(directory, name), { force: true });
  return clickHouse;
}

const roomForSchema = 100_000_000;

/** A schema that is cut short by a full disk leaves tables that the engine can't read again, and then won't start. */
export async function requireRoom(directory: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bavail * bsize >= roomForSchema) return;
  const [left, wanted] = [bavail * bsize, roomForSchema].map((bytes) => Math.floor(bytes / 1e6));
  throw new Error(`The disk of the data directory ${directory} has ${left} MB left; ${wanted} MB are needed to set up its tables. Free some space, or choose another directory with --data.`);
}

/** The engine's own code for "no connection"; why, it writes to the terminal alone. */
const isRefused = (error: unknown): error is Error => error instanceof Error && (error as { code?: unknown }).code === "CHDB_CONNECTION";

async function refusalOf(directory: string, error: Error): Promise<string> {
  if (error.message.includes("one active data directory per process")) return `This process works on another data directory already and cannot open ${directory} beside it.`;
  const holder = await holderOf(directory);
  if (holder !== undefined) return `The data directory ${directory} is in use by another process (${holder}). Stop that one first, or choose another directory with --data.`;
  return `The data directory ${directory} cannot be opened (${error.message}). Is it one of Bellwether's, may this user write there, and is no other machine or container using it?`;
}

/** The process that holds the directory, from the file that the engine locks and writes its process into. */
async function holderOf(directory: string): Promise<string | undefined> {
  const status = await readFile(join(directory, "clickhouse", "status"), "utf8").catch(() => "");
  const pid = Number(/^PID: (\d+)$/m.exec(status)?.[1]);
  return pid > 0 && isAlive(pid) ? `process ${pid}` : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it lives.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
