import { createReadStream, existsSync } from "node:fs";
import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { DeadLetter, DeadLetters } from "../../engine/dead-letters.ts";
import { Turns } from "../../lib/turns.ts";

/** A line of the file: a letter, or ids of letters that were sent again or given up. */
type Line = DeadLetter | { readonly replayed: readonly string[] } | { readonly dropped: readonly string[] };

/** Dead letters in a file, a JSON line each; it grows until some are given up. A line that a crash cut short is left out and ended. */
export class FileDeadLetters implements DeadLetters {
  readonly #path: string;
  #file: FileHandle;
  /** Every id in the file, and whether it was sent again or given up. */
  readonly #isReplayed = new Map<string, boolean>();
  /** What writes takes turns: a letter that came while the file is written anew would be lost. */
  readonly #turns = new Turns();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<FileDeadLetters> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const letters = new FileDeadLetters(path, await open(path, "a+", 0o600));
    for await (const line of letters.#lines()) letters.#note(line);
    await letters.#endTornLine();
    return letters;
  }

  /** The letters in a file that another process may be writing to, oldest first; none when there is no file. */
  static async read(path: string): Promise<DeadLetter[]> {
    if (!existsSync(path)) return [];
    const letters = new Map<string, DeadLetter>();
    for await (const line of linesOf(path)) {
      if ("id" in line) letters.set(line.id, line);
      else for (const id of "replayed" in line ? line.replayed : line.dropped) letters.delete(id);
    }
    return [...letters.values()];
  }

  /** How many letters wait for a decision. */
  get size(): number {
    return this.#isReplayed.values().reduce((sum, isReplayed) => sum + (isReplayed ? 0 : 1), 0);
  }

  add(letters: readonly DeadLetter[]): Promise<void> {
    return this.#turns.run(() => this.#append(letters.filter(({ id }) => !this.#isReplayed.has(id))));
  }

  async *list(): AsyncIterable<DeadLetter> {
    for await (const line of this.#lines()) if ("id" in line && this.#isReplayed.get(line.id) === false) yield line;
  }

  markReplayed(ids: readonly string[]): Promise<void> {
    return this.#turns.run(() => this.#append([{ replayed: ids }]));
  }

  drop(ids: readonly string[]): Promise<void> {
    return this.#turns.run(async () => {
      await this.#append([{ dropped: ids }]);
      await this.#writeAnew();
    });
  }

  /** Of letters that were sent again or given up nothing is kept either. Returns how many were erased. */
  async erase(isErased: (letter: DeadLetter) => boolean): Promise<number> {
    const ids: string[] = [];
    await this.#turns.run(async () => {
      for await (const letter of this.list()) if (isErased(letter)) ids.push(letter.id);
      await this.#append(ids.length > 0 ? [{ dropped: ids }] : []);
      await this.#writeAnew();
    });
    return ids.length;
  }

  /** Until the new file takes the place of the old one, everything is as it was. */
  async #writeAnew(): Promise<void> {
    const path = `${this.#path}.new`;
    const file = await open(path, "w", 0o600);
    for await (const line of this.#lines()) {
      if (!("id" in line)) await file.appendFile(lineOf(line));
      else if (this.#isReplayed.get(line.id) === false) await file.appendFile(lineOf(line));
    }
    await file.datasync();
    await file.close();
    await rename(path, this.#path);
    await this.#file.close();
    this.#file = await open(this.#path, "a+", 0o600);
  }

  close(): Promise<void> {
    return this.#turns.run(() => this.#file.close());
  }

  async #append(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    await this.#file.appendFile(lines.map(lineOf).join(""));
    await this.#file.datasync();
    for (const line of lines) this.#note(line);
  }

  #note(line: Line): void {
    if ("id" in line) this.#isReplayed.set(line.id, false);
    else for (const id of "replayed" in line ? line.replayed : line.dropped) this.#isReplayed.set(id, true);
  }

  #lines(): AsyncIterable<Line> {
    return linesOf(this.#path);
  }

  /** So that the next line begins on its own. */
  async #endTornLine(): Promise<void> {
    const { size } = await this.#file.stat();
    if (size === 0) return;
    const { buffer } = await this.#file.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer.toString() !== "\n") await this.#file.appendFile("\n");
  }
}

async function* linesOf(path: string): AsyncIterable<Line> {
  for await (const text of createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = read(text);
    if (line) yield line;
  }
}

/** Reading lines also ends them at U+2028 and U+2029, which JSON may hold as they are. */
function lineOf(line: Line): string {
  return `${JSON.stringify(line).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`;
}

function read(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}
