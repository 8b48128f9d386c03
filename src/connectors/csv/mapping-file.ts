import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { explain } from "../../pack/explain.ts";
import { issueWords } from "../../pack/issue-words.ts";
import type { Problem } from "../../pack/problem.ts";
import { readYaml } from "../../pack/read-yaml.ts";
import { closest, listed } from "../../pack/suggest.ts";
import { find, type MapTree, type Path, toPlain, type Tree } from "../../pack/tree.ts";
import { type InputProblem, InputRefused } from "../../engine/import-source.ts";
import { kinds, type Mapping, mappingSchema } from "./mapping.ts";

/** A mapping, and where each of its parts is written. */
export interface MappingFile {
  readonly name: string;
  readonly mapping: Mapping;
  /** `import.yaml:3:5` of what stands at a path, or of the nearest thing around it. */
  readonly place: (path: Path) => string;
}

export async function readMapping(path: string): Promise<MappingFile> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const message = error.code === "ENOENT" ? "there is no such mapping; `bellwether import --guess` proposes one" : error.message;
    throw new InputRefused([{ place: path, message }]);
  });
  return parseMapping(basename(path), text);
}

/** Throws InputRefused with every problem of the file, each with its line and column. */
export function parseMapping(name: string, text: string): MappingFile {
  const { tree, problems } = readYaml({ path: name, text });
  if (problems.length > 0) throw new InputRefused(problems.map(told));
  if (tree?.shape !== "map") throw new InputRefused([{ place: name, message: "holds no mapping: it begins with `source:`, `timezone:` and `files:`" }]);
  const root = kindsAsLists(tree);
  const checked = mappingSchema.safeParse(toPlain(root), { error: issueWords });
  if (!checked.success) throw new InputRefused(explain(checked.error.issues, root).map(told));
  return { name, mapping: checked.data, place: (path) => placeOf(root, path) };
}

const told = ({ place, message, help }: Problem): InputProblem => ({
  place: `${place.file}:${place.line}:${place.column}`,
  message: help === undefined ? message : `${message}; ${help}`,
});

function placeOf(root: Tree, path: Path): string {
  const { key, tree } = find(root, path);
  const { file, line, column } = tree.shape === "leaf" ? tree.place : (key ?? tree.place);
  return `${file}:${line}:${column}`;
}

/** A kind may be written once or as a list; from here on it always is a list. */
function kindsAsLists(root: MapTree): MapTree {
  const files = root.entries.get("files");
  if (files?.tree.shape !== "list") return root;
  const items = files.tree.items.map((item) => (item.shape === "map" ? withKindLists(item) : item));
  return { ...root, entries: new Map(root.entries).set("files", { ...files, tree: { ...files.tree, items } }) };
}

function withKindLists(file: MapTree): MapTree {
  const entries = new Map(file.entries);
  for (const kind of kinds) {
    const entry = entries.get(kind);
    if (entry?.tree.shape === "map") entries.set(kind, { ...entry, tree: { shape: "list", place: entry.tree.place, items: [entry.tree] } });
  }
  return { ...file, entries };
}

/** `; did you mean …?`, or what there is. */
export function suggestion(wanted: string, known: readonly string[]): string {
  const close = closest(wanted, known);
  return close === undefined ? `; there are ${listed(known.map((name) => `\`${name}\``))}` : `; did you mean \`${close}\`?`;
}
