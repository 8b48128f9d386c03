import { randomBytes } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Text that nobody else writes, and that doesn't compress. */
export const canary = (): string => `CANARY${randomBytes(9).toString("hex")}`;

/** Files of the directory in which any of the texts stands, byte for byte. */
export async function filesWith(directory: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // One that has just gone holds nothing.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (texts.some((text) => bytes.includes(text))) found.push(path.slice(directory.length + 1));
  }
  return found.sort();
}
