import { type Place, type Problem, errorAt } from "./problem.ts";
import type { ReadFile } from "./read-yaml.ts";
import { shorten } from "./suggest.ts";
import type { Entry, MapTree, Tree } from "./tree.ts";

/**
 * What may be spread over several files: sections, and the maps of definitions by id. One definition, and every list,
 * stands in one place, because a metric put together from two files could not be read anywhere.
 */
const spread = new Set(["", "pack", "segments", "metrics", "model", "model.categories", "plans"]);

export interface Merged {
  readonly tree: MapTree;
  readonly problems: readonly Problem[];
}

/** Merges the sections of all files into one tree; the first of two equal keys counts. */
export function mergeFiles(files: readonly ReadFile[], start: Place): Merged {
  const problems: Problem[] = [];
  let tree: MapTree = { shape: "map", place: start, entries: new Map() };
  for (const { tree: next } of files) {
    if (next === undefined || isNothing(next)) continue;
    if (next.shape === "map") tree = { ...mergeMaps(tree, next, [], problems), place: start };
    else problems.push(errorAt(next.place, "wrong-value", "a file of a pack is a map of sections", "start with a section, such as `metrics:`"));
  }
  return { tree, problems };
}

const isNothing = (tree: Tree): boolean => tree.shape === "leaf" && (tree.value === null || tree.unreadable === true);

function mergeMaps(left: MapTree, right: MapTree, path: readonly string[], problems: Problem[]): MapTree {
  const entries = new Map<string, Entry>(left.entries);
  for (const [name, entry] of right.entries) {
    const earlier = entries.get(name);
    if (earlier === undefined) entries.set(name, entry);
    else entries.set(name, mergeEntries(earlier, entry, [...path, name], problems));
  }
  return { shape: "map", place: left.entries.size === 0 ? right.place : left.place, entries };
}

function mergeEntries(earlier: Entry, later: Entry, path: readonly string[], problems: Problem[]): Entry {
  if (spread.has(path.join(".")) && earlier.tree.shape === "map" && later.tree.shape === "map") {
    return { key: earlier.key, tree: mergeMaps(earlier.tree, later.tree, path, problems) };
  }
  const name = shorten(path.join("."));
  problems.push({
    ...errorAt(later.key, "duplicate-key", `\`${name}\` is already written in ${earlier.key.file}:${earlier.key.line}`, "keep one of the two"),
    related: [{ place: earlier.key, note: "first written here" }],
  });
  return earlier;
}
