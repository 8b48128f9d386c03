import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Document, isMap, isNode, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { z } from "zod";
import { type InputProblem, InputRefused } from "../../engine/import-source.ts";
import { nearest } from "./nearest.ts";
import { type Mapping, mappingKeys, mappingSchema } from "./mapping.ts";

export type Path = readonly PropertyKey[];

/** A mapping, and where each of its parts is written. */
export interface MappingFile {
  readonly name: string;
  readonly mapping: Mapping;
  /** `import.yaml:3:5` of what stands at a path, or of the nearest thing around it. */
  readonly place: (path: Path) => string;
}

const maxCharacters = 1_000_000;

export async function readMapping(path: string): Promise<MappingFile> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    const message = error.code === "ENOENT" ? "there is no such mapping; `bellwether import --guess` proposes one" : error.message;
    throw new InputRefused([{ place: path, message }]);
  });
  return parseMapping(basename(path), text);
}

/** Throws InputRefused with every problem of the file, each with its line and column. */
export function parseMapping(name: string, text: string): MappingFile {
  if (text.length > maxCharacters) throw new InputRefused([{ place: name, message: "is longer than a mapping can be" }]);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const syntax = document.errors.map((error) => ({ place: at(error.pos[0]), message: `not YAML: ${error.message}` }));
  const hostile = hostileKeys(document).map((offset) => ({ place: at(offset), message: "`__proto__` can't be a name" }));
  if (syntax.length + hostile.length > 0) throw new InputRefused([...syntax, ...hostile]);
  const place = (path: Path): string => at(offsetOf(document, path));
  const checked = mappingSchema.safeParse(plain(document, name));
  if (checked.success) return { name, mapping: checked.data, place };
  throw new InputRefused(checked.error.issues.flatMap((issue) => problemsOf(issue, place)));
}

/** Where keys stand that would be lost without a word, because JavaScript gives them a meaning of its own. */
function hostileKeys(document: Document): readonly number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair: (_index, { key }) => {
      if (isScalar(key) && key.value === "__proto__") offsets.push(key.range?.[0] ?? 0);
    },
  });
  return offsets;
}

function plain(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputRefused([{ place: name, message: error instanceof Error ? error.message : String(error) }]);
  }
}

/** Where a path begins: the key of a map, the item of a list. Parts that the file doesn't have are passed over. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    // What may be a list is read as one even when it is written as a single thing.
    if (isMap(node) && typeof part === "number") continue;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isNode(key) && String(key) === String(part));
      if (!isPair(pair)) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, place: (path: Path) => string): readonly InputProblem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ place: place([...issue.path, key]), message: `there is no \`${key}\` here${meant(key)}` }));
  }
  if (issue.code === "invalid_union") return unionProblems(issue, place);
  const name = issue.path.findLast((part) => typeof part === "string");
  return [{ place: place(issue.path), message: name === undefined ? issue.message : `\`${name}\`: ${issue.message}` }];
}

/** Of the alternatives of a union, the one that got furthest says what is wrong. */
function unionProblems(issue: Extract<Issue, { code: "invalid_union" }>, place: (path: Path) => string): readonly InputProblem[] {
  const branch = issue.errors.find((issues) => issues.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"));
  if (branch) return branch.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }, place));
  const name = issue.path.findLast((part) => typeof part === "string");
  return [{ place: place(issue.path), message: `\`${String(name)}\`: ${issue.message}` }];
}

function meant(key: string): string {
  const close = nearest(key, mappingKeys.filter((known) => known !== key));
  return close === undefined ? "" : `; did you mean \`${close}\`?`;
}

/** `; did you mean …?`, or what there is. */
export function suggestion(wanted: string, known: readonly string[]): string {
  const close = nearest(wanted, known);
  return close === undefined ? `; there are ${known.map((name) => `\`${name}\``).join(", ")}` : `; did you mean \`${close}\`?`;
}
