import { type Document, isAlias, isMap, isScalar, type Node, parseDocument, type YAMLError, type YAMLMap, type Scalar } from "yaml";
import { type Problem, errorAt } from "./problem.ts";
import { type PackFile, Source } from "./source.ts";
import { shorten } from "./suggest.ts";
import type { Entry, LeafTree, Tree } from "./tree.ts";

/** Far more than a pack needs, and little enough to read within a second, whatever it is. */
const mostCharacters = 250_000;
const mostNodes = 20_000;
const deepest = 50;
/** Later syntax errors of a file mostly follow from the first ones. */
const mostSyntaxErrors = 5;

export interface ReadFile {
  readonly file: PackFile;
  /** Absent for an empty file and for one of which nothing can be used. */
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
  /** The line of the first syntax error: what is written from there on may have been misread. */
  readonly misreadFrom?: number;
}

/** Reads one file of YAML into values with places. Never throws; whatever is wrong is a problem. */
export function readYaml(file: PackFile): ReadFile {
  const source = new Source(file);
  const refused = refuse(source);
  if (refused) return { file, problems: [refused], misreadFrom: 1 };
  const document = parseDocument(file.text, { lineCounter: source.lines, prettyErrors: false, uniqueKeys: false, version: "1.2" });
  const syntax = syntaxProblems(document, source);
  if (syntax.some(({ code }) => code === "too-large")) return { file, problems: syntax, misreadFrom: 1 };
  const reader = new Reader(source);
  const tree = document.contents === null ? undefined : reader.read(document.contents, 0);
  return {
    file,
    ...(tree && { tree }),
    problems: [...syntax, ...reader.problems],
    ...(syntax.length > 0 && { misreadFrom: Math.min(...syntax.map((problem) => problem.place.line)) }),
  };
}

function refuse(source: Source): Problem | undefined {
  const { text } = source.file;
  if (text.length > mostCharacters) {
    return errorAt(source.start(), "too-large", `the file has ${text.length} characters`, `a file of a pack has at most ${mostCharacters}; split it`);
  }
  // A NUL or a replacement character never belongs into YAML that was saved as UTF-8.
  const strange = text.search(/[\0\uFFFD]/);
  if (strange < 0) return undefined;
  const before = text.slice(0, strange).split("\n");
  const place = { ...source.start(), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return errorAt(place, "not-text", "the file is not UTF-8 text", "save it as UTF-8, or keep files that aren't YAML out of the folder");
}

function syntaxProblems(document: Document.Parsed, source: Source): Problem[] {
  const directive = document.directives.yaml.explicit ?? false;
  const problems = [...document.errors, ...document.warnings].map((error) => syntaxProblem(error, source));
  // A stack that overflows is reported once for each level on the way out.
  const tooDeep = problems.filter((problem) => problem.code === "too-large").slice(0, 1);
  if (tooDeep.length > 0) return tooDeep;
  if (directive) problems.unshift(errorAt(source.start(), "unsupported-yaml", "a pack uses no %YAML directive", "remove the line"));
  return problems.slice(0, mostSyntaxErrors);
}

/** What the parser's words mean for somebody who doesn't know the parser. */
const advice: Partial<Record<YAMLError["code"], string>> = {
  TAB_AS_INDENT: "indent with spaces",
  BLOCK_AS_IMPLICIT_KEY: "put a text that contains `: ` in quotes, or start a new line",
  BAD_SCALAR_START: "put the text in quotes",
  BAD_ALIAS: "an alias is `*name`, where `&name` stands before it in the same file",
  MISSING_CHAR: "a quote or bracket was opened and never closed",
  BAD_INDENT: "give all keys of one map the same indentation, and close every bracket",
};

function syntaxProblem(error: YAMLError, source: Source): Problem {
  const [start, end] = error.pos;
  const place = source.place(start, end);
  if (error.code === "RESOURCE_EXHAUSTION") return errorAt(place, "too-large", "nested too deeply", `a pack nests at most ${deepest} levels`);
  if (error.code === "MULTIPLE_DOCS") return errorAt(place, "unsupported-yaml", "a second document starts here", "remove the `---`, or make it a file of its own");
  if (error.code === "TAG_RESOLVE_FAILED") return errorAt(place, "unsupported-yaml", `a pack uses no tags such as \`${place.text}\``, "remove the tag");
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1);
  return errorAt(place, "syntax", `not YAML: ${message}`, advice[error.code]);
}

/** Walks the nodes of one document. */
class Reader {
  readonly problems: Problem[] = [];
  readonly #source: Source;
  readonly #anchors = new Map<string, Node>();
  readonly #finished = new Map<Node, { tree: Tree; size: number }>();
  /** Nodes so far, counting what aliases stand for each time. */
  #size = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  read(node: Node, depth: number): Tree {
    if (isAlias(node)) return this.#alias(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const from = this.#size;
    this.#size += 1;
    if (this.#size > mostNodes) return this.#tooLarge(node, `the file has more than ${mostNodes} values`);
    if (depth > deepest) return this.#tooLarge(node, "nested too deeply");
    const tree = this.#contents(node, depth);
    if (node.anchor !== undefined) this.#finished.set(node, { tree, size: this.#size - from });
    return tree;
  }

  #contents(node: Exclude<Node, { source: string; range: never }>, depth: number): Tree {
    if (isMap(node)) return this.#map(node as YAMLMap<Node | null, Node | null>, depth);
    if (isScalar(node)) return this.#scalar(node);
    const items = "items" in node ? node.items : [];
    return { shape: "list", place: this.#place(node), items: items.map((item) => this.read(item as Node, depth + 1)) };
  }

  #map(node: YAMLMap<Node | null, Node | null>, depth: number): Tree {
    const entries = new Map<string, Entry>();
    for (const { key, value } of node.items) {
      if (this.#size > mostNodes) break;
      this.#size += 1;
      const name = this.#key(key, node);
      if (name === undefined) continue;
      const place = this.#place(key ?? node);
      const tree = value === null ? { shape: "leaf" as const, place, value: null } : this.read(value, depth + 1);
      const first = entries.get(name);
      if (first === undefined) entries.set(name, { key: place, tree });
      else this.problems.push({ ...errorAt(place, "duplicate-key", `\`${shorten(name)}\` is written twice`, "keep one of the two"), related: [{ place: first.key, note: "first written here" }] });
    }
    return { shape: "map", place: this.#place(node), entries };
  }

  /** The text of a key as it was typed, so that `1.0:` and `true:` are the texts that they look like. */
  #key(key: Node | null, map: Node): string | undefined {
    const name = isScalar(key) && key.value !== null ? (typeof key.value === "string" ? key.value : key.source) : undefined;
    if (name !== undefined && name !== "__proto__") return name;
    this.problems.push(errorAt(this.#place(key ?? map), "bad-key", "a key must be a plain text"));
    return undefined;
  }

  #scalar(node: Scalar): Tree {
    const { value } = node;
    const place = this.#place(node);
    if (typeof value === "number" && !Number.isFinite(value)) {
      this.problems.push(errorAt(place, "not-finite", `\`${place.text}\` is not a finite number`, "write a finite number"));
      return unreadable(place);
    }
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return { shape: "leaf", place, value };
    this.problems.push(errorAt(place, "unsupported-yaml", `\`${place.text}\` is no text, number, true or false`));
    return unreadable(place);
  }

  #alias(node: Node & { source: string }): Tree {
    const place = this.#place(node);
    const target = this.#anchors.get(node.source);
    if (target === undefined) {
      this.problems.push(errorAt(place, "syntax", `nothing before this is called \`&${node.source}\``, advice.BAD_ALIAS));
      return unreadable(place);
    }
    const finished = this.#finished.get(target);
    if (finished === undefined) {
      this.problems.push(errorAt(place, "self-alias", `\`*${node.source}\` stands inside of what it stands for`, "write out what is meant"));
      return unreadable(place);
    }
    this.#size += finished.size;
    return this.#size > mostNodes ? this.#tooLarge(node, `with its aliases the file has more than ${mostNodes} values`) : finished.tree;
  }

  /** Said once for each file: everything after the limit is over it too. */
  #tooLarge(node: Node, message: string): LeafTree {
    if (!this.problems.some((problem) => problem.code === "too-large")) {
      this.problems.push(errorAt(this.#place(node), "too-large", message, "split the file, or write out what is meant"));
    }
    return unreadable(this.#place(node));
  }

  #place(node: Node): LeafTree["place"] {
    const [start, end] = node.range ?? [0, 0];
    return this.#source.place(start, end);
  }
}

function unreadable(place: LeafTree["place"]): LeafTree {
  return { shape: "leaf", place, value: null, unreadable: true };
}
