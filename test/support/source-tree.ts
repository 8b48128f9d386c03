import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { codeOnly } from "./code-only.ts";

const root = join(import.meta.dirname, "../..");

/** A folder of `src/`, as the table of ARCHITECTURE.md declares it. */
export interface Folder {
  readonly name: string;
  readonly kind: "pure" | "core" | "adapter" | "root";
}

/** A file of the repository; `path` is relative to its root and uses `/`. */
export interface RepositoryFile {
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly line: number;
  readonly specifier: string;
  /** The file that a relative import names; absent for packages. */
  readonly target?: string;
  /** Written as `import type`, so that nothing of it is left when the program runs. */
  readonly onlyTypes: boolean;
}

export interface CodeFile extends RepositoryFile {
  /** The text with comments and the insides of strings blanked, so that words in them don't count. */
  readonly code: string;
  readonly imports: readonly Import[];
  readonly isTest: boolean;
  /** The entry of the folder table that the file belongs to; absent outside `src/`. */
  readonly folder?: string;
}

/** Folders in their order: each may import from those before it. */
export function declaredFolders(architecture = readFileSync(join(root, "ARCHITECTURE.md"), "utf8")): Folder[] {
  const rows = architecture.matchAll(/^\| `([^`]+)` \| (pure|core|adapter|root) \|/gm);
  return [...rows].map(([, name = "", kind]) => ({ name, kind: kind as Folder["kind"] }));
}

/** Never the repository's own: what is installed, built, imported, or recorded by git. */
const skipped = new Set(["node_modules", ".git", "dist", "data", "coverage"]);
const textual = /\.(ts|tsx|js|mjs|json|md|sql|ya?ml|css|html|sh|csv|txt)$|^[^.]+$|^\.[^.]+$/;

export function repositoryFiles(): RepositoryFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(slashes(root), posix.join(slashes(entry.parentPath), entry.name)))
    .filter((path) => !path.split("/").some((part) => skipped.has(part)) && textual.test(posix.basename(path)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** The TypeScript of `src/`, `test/` and `bench/`. */
export function codeFiles(files: readonly RepositoryFile[] = repositoryFiles()): CodeFile[] {
  return files.filter(({ path }) => /^(src|test|bench)\/.*\.tsx?$/.test(path)).map(codeFile);
}

export function codeFile({ path, text }: RepositoryFile): CodeFile {
  const [top, folder] = path.split("/");
  return {
    path,
    text,
    code: codeOnly(text),
    imports: importsOf(path, text),
    isTest: /\.test\.tsx?$/.test(path) || top === "test",
    ...(top === "src" && folder !== undefined && { folder }),
  };
}

function importsOf(path: string, text: string): Import[] {
  const matches = text.matchAll(/^\s*(?:import|export)\b[^"';]*?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']/gm);
  return [...matches].map((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    const line = text.slice(0, match.index).split("\n").length + (match[0].match(/^\s*\n/) ? 1 : 0);
    return { line, specifier, onlyTypes: /^\s*(?:import|export)\s+type\b/.test(match[0]), ...(specifier.startsWith(".") && { target: posix.join(dirname(path), specifier) }) };
  });
}

const slashes = (path: string): string => path.replaceAll("\\", "/");
