import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openClient } from "../../src/storage/postgres/database.ts";

const { version } = createRequire(import.meta.url)("../../node_modules/@electric-sql/pglite/package.json") as { version: string };

/**
 * An empty cluster as an archive: a new one takes seconds to make, one from an archive a third of a second. Made once per
 * version and machine, and put in place whole, so that test files that begin together don't read halves.
 */
export async function pgliteTemplate(): Promise<Uint8Array> {
  const path = join(tmpdir(), `bellwether-pglite-${version}.archive`);
  if (!existsSync(path)) {
    const client = await openClient({});
    const archive = await client.dump();
    await client.close();
    await writeFile(`${path}.${process.pid}`, archive);
    await rename(`${path}.${process.pid}`, path);
  }
  return new Uint8Array(await readFile(path));
}
