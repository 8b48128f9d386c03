import { type Document, type Node, type YAMLMap, isCollection, isMap, isScalar, parseDocument } from "yaml";

type Keys = readonly string[];

/**
 * Changes to YAML as text, at the places where the values stand: comments, order, quotes and layout of everything else
 * stay as somebody wrote them, which no printer of a parsed document achieves.
 */
export class YamlText {
  #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  has(path: Keys): boolean {
    return this.#document().hasIn(path);
  }

  /** Writes a value on one line at the path; keys that are missing are added behind their neighbours. */
  set(path: Keys, flow: string): void {
    const document = this.#document();
    const node = document.getIn(path, true) as Node | undefined;
    if (node?.range) {
      this.#replace(node.range[0], node.range[1] - trailing(this.#text.slice(node.range[0], node.range[1])), flow);
      return;
    }
    const depth = path.findLastIndex((_, place) => isMap(document.getIn(path.slice(0, place), true)));
    const [key, ...below] = path.slice(Math.max(0, depth));
    const parent = path.slice(0, Math.max(0, depth));
    const nested = below.reduceRight((inner, name) => `{ ${name}: ${inner} }`, flow);
    this.#add(document, parent, `${key}: ${nested}`);
  }

  /** Adds a block, written without indentation, to the map at the path. */
  add(path: Keys, block: string): void {
    const document = this.#document();
    if (path.length > 0 && !document.hasIn(path)) this.#add(document, path.slice(0, -1), `${path.at(-1)}:\n${indented(block, 2)}`);
    else this.#add(document, path, block);
  }

  #document(): Document.Parsed {
    return parseDocument(this.#text);
  }

  #replace(from: number, to: number, by: string): void {
    this.#text = this.#text.slice(0, from) + by + this.#text.slice(to);
  }

  #add(document: Document.Parsed, path: Keys, block: string): void {
    const map = (path.length === 0 ? document.contents : document.getIn(path, true)) as Node | null;
    if (!isMap(map) || map.range === null || map.range === undefined) {
      if (path.length > 0) throw new Error(`${path.join(".")} is no map that something can be added to`);
      this.#text = `${this.#text}${this.#text === "" || this.#text.endsWith("\n") ? "" : "\n"}${block}\n`;
      return;
    }
    if (map.flow) {
      const [close, flow] = [map.range[1] - 1, asFlow(block)];
      this.#replace(close - trailing(this.#text.slice(0, close)), close, map.items.length > 0 ? `, ${flow} ` : ` ${flow} `);
      return;
    }
    const at = this.#endOfLine(this.#lastLetter(map));
    this.#replace(at, at, `\n${indented(block, this.#columnOf(map))}`);
  }

  /** The end of what is written in a block map, without the blank lines and comments behind it. */
  #lastLetter(map: YAMLMap): number {
    const last = map.items.at(-1);
    const value = last?.value as Node | null | undefined;
    if (isMap(value) && !value.flow && value.items.length > 0) return this.#lastLetter(value);
    const [, end = 0] = value?.range ?? (last?.key as Node | undefined)?.range ?? [];
    return end - trailing(this.#text.slice(0, end));
  }

  #endOfLine(from: number): number {
    const end = this.#text.indexOf("\n", from);
    return end < 0 ? this.#text.length : end;
  }

  #columnOf(map: YAMLMap): number {
    const key = map.items[0]?.key;
    const start = (isScalar(key) || isCollection(key) ? key.range?.[0] : undefined) ?? 0;
    return start - (this.#text.lastIndexOf("\n", start - 1) + 1);
  }
}

const trailing = (text: string): number => text.length - text.trimEnd().length;

function indented(block: string, spaces: number): string {
  return block.split("\n").map((line) => (line === "" ? line : " ".repeat(spaces) + line)).join("\n");
}

/** A block of one key as it stands within braces. */
function asFlow(block: string): string {
  const plain = parseDocument(block);
  if (isMap(plain.contents)) plain.contents.flow = true;
  return plain.toString({ lineWidth: 0, flowCollectionPadding: false }).trim().replace(/^\{\s*/, "").replace(/\s*\}$/, "");
}
