import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { subjectKinds } from "../../events/subject.ts";
import type { Tombstone, Tombstones } from "../../engine/forget/tombstone.ts";
import { realFiles } from "../journal/file-ops.ts";

const tombstoneSchema = z.object({ workspace: z.string(), kind: z.enum(subjectKinds), salt: z.string(), hash: z.string(), at: z.number(), erasedAt: z.number().optional() });
const fileSchema = z.object({ format: z.literal(1), forgotten: z.array(tombstoneSchema) });

export const tombstonesPath = (directory: string): string => join(directory, "live", "forgotten.json");

/** Tombstones in a file, in the order in which they came. */
export class FileTombstones implements Tombstones {
  readonly #path: string;
  #tombstones: ReadonlyMap<string, Tombstone>;

  private constructor(path: string, tombstones: readonly Tombstone[]) {
    this.#path = path;
    this.#tombstones = new Map(tombstones.map((tombstone) => [tombstone.hash, tombstone]));
  }

  /** Throws when there is a file that can't be read. */
  static async open(path: string): Promise<FileTombstones> {
    return new FileTombstones(path, await readTombstones(path));
  }

  list(): readonly Tombstone[] {
    return [...this.#tombstones.values()];
  }

  async put(tombstones: readonly Tombstone[]): Promise<void> {
    const next = new Map([...this.#tombstones, ...tombstones.map((tombstone) => [tombstone.hash, tombstone] as const)]);
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const part = `${this.#path}.new`;
    await rm(part, { force: true });
    const file = await open(part, "wx", 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ format: 1, forgotten: [...next.values()] }, undefined, 1)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, this.#path);
    await realFiles.syncDirectory(dirname(this.#path));
    this.#tombstones = next;
  }
}

/** None where there is no file. */
export async function readTombstones(path: string): Promise<readonly Tombstone[]> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return [];
  const read = fileSchema.safeParse(parsed(text));
  if (!read.success) throw new Error(`${path} can't be read, and says who is forgotten. Put back a copy of it; without it they would be taken in again.`);
  return read.data.forgotten.map(({ erasedAt, ...rest }) => ({ ...rest, ...(erasedAt !== undefined && { erasedAt }) }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
