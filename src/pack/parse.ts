import { metricCycles } from "./cycles.ts";
import { explain } from "./explain.ts";
import { badIds } from "./ids.ts";
import { issueWords } from "./issue-words.ts";
import { missingScales, wrongIngredients } from "./kinds.ts";
import { mergeFiles } from "./merge.ts";
import { type Place, type Problem, errorAt, inReadingOrder } from "./problem.ts";
import { type ReadFile, readYaml } from "./read-yaml.ts";
import { references } from "./references.ts";
import { defined, readTooEarly, unknownNames } from "./resolve.ts";
import { type Pack, packSchema } from "./schema.ts";
import type { PackFile } from "./source.ts";
import { type MapTree, at, entriesOf, keyPlaceOf, toPlain } from "./tree.ts";

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
  const unreadable = [...read.flatMap((file) => file.problems), ...clashes];
  if (tree.entries.size === 0) return { tree, problems: unreadable.length > 0 ? unreadable : [empty(files)] };
  const metrics = entriesOf(at(tree, "metrics")).length;
  if (metrics > mostMetrics) return { tree, problems: [...unreadable, tooManyMetrics(tree, metrics)] };
  const { data, problems: shape } = checkShape(tree);
  const all = [...unreadable, ...reliable([...checkNames(tree, read), ...shape], tree, read)];
  const problems = inReadingOrder(oncePerPlace(all), files.map((file) => file.path));
  return { tree, problems, ...(problems.length === 0 && data && { pack: data }) };
}

/** Ten packs would not need as many. The limit keeps chains of metrics short, and every check quick. */
const mostMetrics = 500;

function tooManyMetrics(tree: MapTree, count: number): Problem {
  return errorAt(keyPlaceOf(tree, ["metrics"]), "too-large", `the pack defines ${count} metrics`, `a pack has at most ${mostMetrics}; four to six are what people can keep in mind`);
}

function startOf(files: readonly PackFile[]): Place {
  return { file: files[0]?.path ?? "", line: 1, column: 1, text: "" };
}

function empty(files: readonly PackFile[]): Problem {
  const what = files.length === 0 ? "there is no file" : `${files.length === 1 ? "the file has" : `the ${files.length} files have`} no section`;
  return errorAt(startOf(files), "empty-pack", what, "a pack needs at least the sections pack, metrics and model; `bellwether init` writes a first one");
}

function checkShape(tree: MapTree): { data?: Pack; problems: Problem[] } {
  const result = packSchema.safeParse(toPlain(tree), { error: issueWords, reportInput: true });
  if (result.success) return { data: result.data, problems: [] };
  return { problems: explain(result.error.issues, tree) };
}

/** After a syntax error the rest of a file may have been misread, and what is missing may stand there. */
function reliable(problems: readonly Problem[], tree: MapTree, read: readonly ReadFile[]): readonly Problem[] {
  const misread = read.filter((file) => file.misreadFrom !== undefined);
  if (misread.length === 0) return problems;
  const from = new Map(misread.map(({ file, misreadFrom }) => [file.path, misreadFrom ?? 1]));
  const spread = new Set([tree.place, keyPlaceOf(tree, ["pack"]), keyPlaceOf(tree, ["model"])]);
  return problems.filter(({ place, code }) => {
    if (code === "missing-key") return !from.has(place.file) && !spread.has(place);
    return place.line < (from.get(place.file) ?? Infinity);
  });
}

function checkNames(tree: MapTree, read: readonly ReadFile[]): Problem[] {
  const misread = read.filter((file) => file.misreadFrom !== undefined).map(({ file }) => file.text);
  const maybeDefined = (name: string): boolean => misread.some((text) => text.includes(`${name}:`));
  const found = references(tree);
  return [
    ...badIds(tree),
    ...unknownNames(found, defined(tree), maybeDefined),
    ...readTooEarly(found),
    ...metricCycles(found),
    ...wrongIngredients(tree),
    ...missingScales(tree),
  ];
}

/** What is unknown can't be of the right kind either: of several things wrong with one value the first is enough. */
function oncePerPlace(problems: readonly Problem[]): Problem[] {
  const first = new Map<string, Problem["code"]>();
  return problems.filter(({ place, code }) => {
    const key = `${place.file}:${place.line}:${place.column}:${place.text}`;
    if (!first.has(key)) first.set(key, code);
    return first.get(key) === code;
  });
}
