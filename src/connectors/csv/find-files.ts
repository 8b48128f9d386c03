import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type InputProblem, InputRefused } from "../../engine/import-source.ts";

/** The names of the files in a folder; throws InputRefused when it can't be read. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    const message = error.code === "ENOENT" ? "there is no such folder" : error.code === "ENOTDIR" ? "is a file, not a folder" : error.message;
    throw new InputRefused([{ place: folder, message }]);
  });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name).toSorted();
}

/** The files that a name or a pattern of a mapping means; `events.csv` also finds `events.csv.gz`. */
export function matching(names: readonly string[], wanted: string): readonly string[] {
  if (!wanted.includes("*")) return names.filter((name) => name === wanted || name === `${wanted}.gz`).slice(0, 1);
  const source = wanted.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")).join("[^/]*");
  const pattern = new RegExp(`^${source}(\\.gz)?$`);
  return names.filter((name) => pattern.test(name));
}

export interface Wanted {
  readonly file: string;
  /** Of the mapping. */
  readonly place: string;
}

/** Full paths of what a mapping names, or the problem that there is no such file. */
export function locate(folder: string, names: readonly string[], wanted: Wanted): { readonly paths: readonly string[]; readonly problem?: InputProblem } {
  const paths = matching(names, wanted.file).map((name) => join(folder, name));
  if (paths.length > 0) return { paths };
  const message = `${folder} has no file \`${wanted.file}\`; it has ${names.length === 0 ? "no files" : names.slice(0, 20).join(", ")}`;
  return { paths, problem: { place: wanted.place, message } };
}
