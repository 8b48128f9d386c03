import { link, readFile, rm, writeFile } from "node:fs/promises";

/** The secret of a file, which is made where there is none; of two processes that make it at once both get the same. */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  const known = await read(path);
  if (known !== undefined) return known;
  const own = `${path}.${process.pid}`;
  await writeFile(own, make(), { mode: 0o600, flush: true });
  await link(own, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  await rm(own);
  return readFile(path, "utf8");
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
