import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Problem, errorAt } from "../pack/problem.ts";
import type { PackFile } from "../pack/source.ts";

export interface PackFolder {
  readonly files: readonly PackFile[];
  /** What kept files from being read. */
  readonly problems: readonly Problem[];
}

/** Far over what the check accepts; a file of any size must not be loaded only to be refused. */
const mostBytes = 4_000_000;

/** A mapping may lie beside the pack whose metrics it feeds. */
const mapping = "import.yaml";

/** The YAML files of a folder in the order of their names, or one file. Paths are as the user would type them. */
export function readPackFolder(path: string): PackFolder {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { files: [], problems: [unreadable(path, "there is no such folder", "name the folder of your pack; `bellwether init` writes a first one")] };
  const names = stats.isDirectory() ? yamlFiles(path) : [path];
  if (names.length === 0) return { files: [], problems: [unreadable(path, "the folder holds no .yaml file", "`bellwether init` writes a first pack")] };
  const read = names.map(readText);
  return { files: read.filter((file) => "text" in file), problems: read.filter((file) => "code" in file) };
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name) && entry.name !== mapping)
    .map((entry) => join(folder, entry.name))
    .sort();
}

function readText(path: string): PackFile | Problem {
  try {
    const { size } = statSync(path);
    if (size > mostBytes) return errorAt(startOf(path), "too-large", `the file has ${size} bytes`, "a file of a pack is small; split it, or keep data out of the folder");
    return { path, text: readFileSync(path, "utf8") };
  } catch (error) {
    return unreadable(path, `the file can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const startOf = (path: string): Problem["place"] => ({ file: path, line: 1, column: 1, text: "" });

function unreadable(path: string, message: string, help?: string): Problem {
  return errorAt(startOf(path), "unreadable", message, help);
}
