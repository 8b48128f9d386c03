import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { dayMs } from "../../src/lib/zone.ts";
import { repositoryRoot } from "./command-line.ts";

const folder = join(repositoryRoot, "dist/pages-of-tests");
const rests = ["vite.config.ts", "package-lock.json"];

/** The directory of the page of the sources as they are. It is built by the first test that asks, because twenty files of tests do. */
export async function builtPage(): Promise<string> {
  const directory = join(folder, stateOfSources());
  if (existsSync(directory)) return directory;
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, `unfinished-${randomUUID()}`);
  await buildInto(unfinished);
  try {
    renameSync(unfinished, directory);
  } catch (error) {
    // Another process was faster, with the same.
    if (!existsSync(directory)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
  for (const old of readdirSync(folder).map((name) => join(folder, name))) if (statSync(old).mtimeMs < Date.now() - dayMs) rmSync(old, { recursive: true, force: true });
  return directory;
}

/** Which files there are, how large, and when each was written. */
function stateOfSources(): string {
  const files = [...readdirSync(join(repositoryRoot, "src"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)), ...rests.map((name) => join(repositoryRoot, name))];
  const states = files.sort().map((path) => [path, statSync(path).size, statSync(path).mtimeMs]);
  return createHash("sha256").update(JSON.stringify(states)).digest("hex").slice(0, 16);
}

async function buildInto(outDir: string): Promise<void> {
  const before = process.env["NODE_ENV"];
  // The test runner's own would build what nobody is sent: larger, and with the checks of a development build.
  process.env["NODE_ENV"] = "production";
  try {
    await build({ configFile: join(repositoryRoot, "vite.config.ts"), logLevel: "error", build: { outDir, reportCompressedSize: false } });
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}
