import type { Place } from "./problem.ts";

/** What was written, with the place of each part; immutable, so that what an alias stands for can be shared. */
export type Tree = MapTree | ListTree | LeafTree;

export interface MapTree {
  readonly shape: "map";
  readonly place: Place;
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Entry {
  /** Where the key is written. */
  readonly key: Place;
  readonly tree: Tree;
}

interface ListTree {
  readonly shape: "list";
  readonly place: Place;
  readonly items: readonly Tree[];
}

export interface LeafTree {
  readonly shape: "leaf";
  readonly place: Place;
  readonly value: string | number | boolean | null;
  /** True for what could not be read and was already reported; nothing more is said about it. */
  readonly unreadable?: true;
}

export type Path = readonly PropertyKey[];

export function toPlain(tree: Tree): unknown {
  switch (tree.shape) {
    case "leaf":
      return tree.value;
    case "list":
      return tree.items.map(toPlain);
    case "map":
      return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, toPlain(entry.tree)]));
  }
}

/** What lies along a path: as far as it exists. */
export interface Found {
  readonly tree: Tree;
  /** Where the key that leads to it is written; absent for items of lists and for the root. */
  readonly key?: Place;
  /** How many steps of the path exist. */
  readonly depth: number;
}

export function find(root: Tree, path: Path): Found {
  let found: Found = { tree: root, depth: 0 };
  for (const step of path) {
    const next = child(found.tree, step);
    if (next === undefined) return found;
    found = { ...next, depth: found.depth + 1 };
  }
  return found;
}

/** The place of the key that leads to a path, or of the value where there is no key. */
export function keyPlaceOf(root: Tree, path: Path): Place {
  const { key, tree } = find(root, path);
  return key ?? tree.place;
}

/** What stands at a place: the way to it from the outside to the inside; undefined where nothing was read. */
export function pathTo(root: Tree, { file, line, column }: Pick<Place, "file" | "line" | "column">): readonly string[] | undefined {
  const isThere = (place: Place): boolean => place.file === file && place.line === line && place.column === column;
  for (const [step, tree, key] of childrenOf(root)) {
    // A map begins where its first key does.
    const within = pathTo(tree, { file, line, column });
    if (within) return [step, ...within];
    if ((key && isThere(key)) || isThere(tree.place)) return [step];
  }
  return undefined;
}

function childrenOf(tree: Tree): readonly (readonly [step: string, tree: Tree, key?: Place])[] {
  if (tree.shape === "leaf") return [];
  return tree.shape === "list" ? tree.items.map((item, place) => [String(place), item] as const) : [...tree.entries].map(([step, { tree: inner, key }]) => [step, inner, key] as const);
}

function child(tree: Tree, step: PropertyKey): Pick<Found, "tree" | "key"> | undefined {
  if (tree.shape === "map") return tree.entries.get(String(step)) satisfies Entry | undefined;
  if (tree.shape !== "list" || typeof step !== "number") return undefined;
  const item = tree.items[step];
  return item && { tree: item };
}

/** The tree along a path of keys; undefined unless all of it is written. */
export function at(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((inner, key) => (inner?.shape === "map" ? inner.entries.get(key)?.tree : undefined), tree);
}

/** What a map holds; nothing for anything else. */
export function entriesOf(tree: Tree | undefined): readonly (readonly [string, Entry])[] {
  return tree?.shape === "map" ? [...tree.entries] : [];
}

export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  return tree?.shape === "list" ? tree.items : [];
}

/** A text, or a list of texts, as the leaves that hold them. */
export function textsOf(tree: Tree | undefined): readonly { readonly text: string; readonly place: Place }[] {
  const leaves = tree?.shape === "list" ? tree.items : tree ? [tree] : [];
  return leaves.flatMap((leaf) => (leaf.shape === "leaf" && typeof leaf.value === "string" ? [{ text: leaf.value, place: leaf.place }] : []));
}

export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.shape === "leaf" && typeof tree.value === "string" ? tree.value : undefined;
}
