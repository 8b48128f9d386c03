import { referenceCycles } from "./cycles.ts";
import { explain } from "./explain.ts";
import { issueWords } from "./issue-words.ts";
import { missingScales, wrongIngredients } from "./kinds.ts";
import { mergeFiles } from "./merge.ts";
import { type Place, type Problem, errorAt, inReadingOrder } from "./problem.ts";
import { type ReadFile, readYaml } from "./read-yaml.ts";
import { references } from "./references.ts";
import { defined, readTooEarly, unknownNames } from "./resolve.ts";
import { type Pack, packSchema } from "./schema.ts";
import type { PackFile } from "./source.ts";
import { type MapTree, toPlain } from "./tree.ts";

export interface ParsedPack {
  /** Absent when there is any problem. */
  readonly pack?: Pack;
  /** Every error of every file, in reading order. */
  readonly problems: readonly Problem[];
  /** All files merged, as written: where each part of the pack stands. */
  readonly tree: MapTree;
}

/** Reads the files of a pack and checks everything that can be checked without data. Never throws. */
export function parsePack(files: readonly PackFile[]): ParsedPack {
  const read = files.map(readYaml);
  const { tree, problems: clashes } = mergeFiles(read, startOf(files));
  const unreadable = read.flatMap((file) => file.problems);
  if (tree.entries.size === 0) return { tree, problems: unreadable.length > 0 ? unreadable : [empty(files)] };
  const { data, problems: shape } = checkShape(tree, read);
  const all = [...unreadable, ...clashes, ...shape, ...checkNames(tree, read)];
  const problems = inReadingOrder(oncePerPlace(all), files.map((file) => file.path));
  return { tree, problems, ...(problems.length === 0 && data && { pack: data }) };
}

function startOf(files: readonly PackFile[]): Place {
  return { file: files[0]?.path ?? "", line: 1, column: 1, text: "" };
}

function empty(files: readonly PackFile[]): Problem {
  const what = files.length === 0 ? "there is no file" : `${files.length === 1 ? "the file has" : `the ${files.length} files have`} no section`;
  return errorAt(startOf(files), "empty-pack", what, "a pack needs at least the sections pack, metrics and model; `bellwether init` writes a first one");
}

function checkShape(tree: MapTree, read: readonly ReadFile[]): { data?: Pack; problems: Problem[] } {
  const result = packSchema.safeParse(toPlain(tree), { error: issueWords, reportInput: true });
  if (result.success) return { data: result.data, problems: [] };
  return { problems: explain(result.error.issues, tree).filter((problem) => isReliable(problem, read)) };
}

/** After a syntax error the rest of a file may have been misread, and what is missing may stand there. */
function isReliable({ place, code }: Problem, read: readonly ReadFile[]): boolean {
  const misread = read.filter((file) => file.misreadFrom !== undefined);
  if (misread.length > 0 && code === "missing-key") return false;
  return misread.every(({ file, misreadFrom = Infinity }) => file.path !== place.file || place.line < misreadFrom);
}

function checkNames(tree: MapTree, read: readonly ReadFile[]): Problem[] {
  const misread = read.filter((file) => file.misreadFrom !== undefined).map(({ file }) => file.text);
  const maybeDefined = (name: string): boolean => misread.some((text) => text.includes(`${name}:`));
  const found = references(tree);
  const problems = [...unknownNames(found, defined(tree), maybeDefined), ...readTooEarly(found), ...referenceCycles(found), ...wrongIngredients(tree), ...missingScales(tree)];
  return problems.filter((problem) => isReliable(problem, read));
}

/** What is unknown can't be of the right kind either: the first thing said about a value is enough. */
function oncePerPlace(problems: readonly Problem[]): Problem[] {
  const places = new Set<string>();
  return problems.filter(({ place }) => {
    const key = `${place.file}:${place.line}:${place.column}`;
    if (places.has(key)) return false;
    places.add(key);
    return true;
  });
}
