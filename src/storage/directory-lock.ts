import { readFileSync } from "node:fs";
import { mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** The directory belongs to another process that is alive. */
export class DirectoryInUse extends Error {}

const claimName = /^lock-(\d+)-(\d+)$/;

/**
 * Takes a directory for this process alone. Each process writes a claim of its own and then looks for others: of two that
 * start together at least one sees the other, so both never go on; both may refuse. Claims of processes that are gone
 * are removed, and nobody's claim is ever taken over. A process is known by its id and start, because ids come again.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const own = `lock-${process.pid}-${startOf(process.pid) ?? 0}`;
  if ((await readdir(directory)).includes(own)) throw inUse(directory, process.pid);
  const path = join(directory, own);
  await (await open(path, "wx", 0o600)).close();
  const others = (await readdir(directory)).filter((name) => name !== own && claimName.test(name));
  for (const name of others) {
    const [, pid, start] = claimName.exec(name) ?? [];
    if (isAlive(Number(pid), Number(start))) {
      await rm(path, { force: true });
      throw inUse(directory, Number(pid));
    }
    await rm(join(directory, name), { force: true });
  }
  return () => rm(path, { force: true });
}

function inUse(directory: string, pid: number): DirectoryInUse {
  return new DirectoryInUse(`The directory ${directory} is in use by process ${pid}. Stop that one first, or choose another data directory.`);
}

/** `start` as the claim has it, or 0 where it isn't known. */
export function isAlive(pid: number, start = 0): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Without permission to signal it, it exists.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const startsNow = startOf(pid);
  return startsNow === undefined || start === 0 || startsNow === start;
}

/** When a process started, in ticks since the machine did; undefined where the system has no /proc. */
function startOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in parentheses may hold anything, also spaces; the start is the 20th field behind it.
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return undefined;
  }
}
