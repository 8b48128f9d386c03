import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readPackFolder } from "../../src/cli/pack-folder.ts";
import { parsePack } from "../../src/pack/parse.ts";
import type { Pack } from "../../src/pack/schema.ts";
import type { PackFile } from "../../src/pack/source.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));

export const exampleNames: readonly string[] = readdirSync(examples, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** The pack of an example lies in its folder, or in `pack` beside an import mapping, as `bellwether init` writes it. */
export function exampleFiles(name: string): readonly PackFile[] {
  const folder = join(examples, name);
  const own = join(folder, "pack");
  return readPackFolder(existsSync(own) ? own : folder).files;
}

export function examplePack(name: string): Pack {
  const { pack, problems } = parsePack(exampleFiles(name));
  if (pack === undefined) throw new Error(`${name}: ${problems.map(({ message }) => message).join("; ")}`);
  return pack;
}

export const readmeOf = (name: string): string => join(examples, name, "README.md");
