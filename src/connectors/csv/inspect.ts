import { basename } from "node:path";
import { InputRefused } from "../../engine/import-source.ts";
import { bytesOf } from "./bytes.ts";
import { asUtf8, encodingOf, latin1, utf8 } from "./encoding.ts";
import { binaryKind } from "./file-kinds.ts";

/** What one pass over the bytes of a text file finds out, before a row of it is read. */
export interface Inspection {
  readonly encoding: string;
  readonly lines: number;
  /** Whether any cell may be quoted, so that a line break need not end a row. */
  readonly quoted: boolean;
  readonly lineBreak: "\n" | "\r";
  /** Line of the first byte that isn't UTF-8, when that is why the file is read as Latin-1. */
  readonly notUtf8From?: number;
}

/** Longer lines are a wrong file or a quote that never closes, and would fill the memory. */
export const maxLineBytes = 1024 * 1024;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/**
 * Reads the whole file once, cheaply: is it text, in which encoding, complete, with lines of a sane length?
 * Throws InputRefused. Nothing is written before this has succeeded for every file.
 */
export async function inspect(path: string, declared?: string): Promise<Inspection> {
  const file = basename(path);
  const head = await headOf(path);
  if (head.length === 0) throw refused(file, "is empty");
  const marked = encodingOf(head);
  const kind = marked === undefined && !declared?.startsWith("utf-16") ? binaryKind(head) : undefined;
  if (kind !== undefined) throw refused(file, kind);
  const encoding = declared ?? marked ?? utf8;
  const text = declared === undefined && encoding === utf8 ? new Utf8Check() : undefined;
  const lines = new LineScan(file);
  for await (const chunk of asUtf8(bytesOf(path), encoding)) {
    text?.add(chunk, lines.count);
    lines.add(chunk);
  }
  const found = { encoding, lines: lines.total, quoted: lines.quoted, lineBreak: lines.lineBreak };
  const broken = text?.broken(lines.count);
  if (broken === undefined) return found;
  if (marked !== undefined) throw refused(`${file}:${broken}`, "holds bytes that aren't UTF-8, which the file's first bytes say it is. Convert the file, or say `encoding: utf-8`: bad bytes then become �");
  if (text?.multibyte) throw refused(`${file}:${broken}`, "isn't UTF-8, though other lines are. Say which it is: `encoding: utf-8` (bad bytes become �) or `encoding: latin1`");
  return { ...found, encoding: latin1, notUtf8From: broken };
}

/** The first chunk, unpacked; small files whole. */
async function headOf(path: string): Promise<Buffer> {
  for await (const chunk of bytesOf(path)) return chunk;
  return Buffer.alloc(0);
}

/** Whether all of a text is UTF-8, and the line where it stops being so. */
class Utf8Check {
  readonly #decoder = new TextDecoder(utf8, { fatal: true });
  #broken: number | undefined;
  /** Whether some characters beyond ASCII were good UTF-8, so that the file can't be Latin-1 throughout. */
  multibyte = false;

  add(chunk: Buffer, linesBefore: number): void {
    if (this.#broken !== undefined) return;
    try {
      if (this.#decoder.decode(chunk, { stream: true }).length < chunk.length) this.multibyte = true;
    } catch {
      const lenient = chunk.toString();
      const good = lenient.slice(0, Math.max(0, lenient.indexOf("\ufffd")));
      this.#broken = linesBefore + good.split("\n").length;
      this.multibyte ||= beyondAscii.test(lenient);
    }
  }

  broken(lines: number): number | undefined {
    if (this.#broken !== undefined) return this.#broken;
    try {
      this.#decoder.decode();
      return undefined;
    } catch {
      return lines + 1;
    }
  }
}

const beyondAscii = /[^\p{ASCII}\ufffd]/u;

/** Counts lines and refuses endless ones, by the bytes that mean the same in ASCII, UTF-8 and Latin-1. */
class LineScan {
  readonly #file: string;
  #unended = 0;
  count = 0;
  quoted = false;
  lineBreak: "\n" | "\r" = "\r";

  constructor(file: string) {
    this.#file = file;
  }

  get total(): number {
    return this.count + (this.#unended > 0 ? 1 : 0);
  }

  add(chunk: Buffer): void {
    this.quoted ||= chunk.includes(quote);
    if (this.lineBreak === "\r" && chunk.includes(lineFeed)) this.lineBreak = "\n";
    const lineBreak = this.lineBreak === "\n" ? lineFeed : carriageReturn;
    let from = 0;
    for (let at = chunk.indexOf(lineBreak); at !== -1; at = chunk.indexOf(lineBreak, from)) {
      this.count += 1;
      this.#unended = 0;
      from = at + 1;
    }
    this.#unended += chunk.length - from;
    if (this.#unended > maxLineBytes) throw refused(`${this.#file}:${this.count + 1}`, "the line is longer than 1 MB. Is this CSV, and are its line breaks there?");
  }
}

const refused = (place: string, message: string): InputRefused => new InputRefused([{ place, message }]);
