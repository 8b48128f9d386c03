import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { commandLine } from "./command-line.ts";

/** A data directory of its own under a folder, with everything that commands of `learn` need said here. */
export class LearningPlace {
  readonly #folder: string;
  readonly #now: number;

  constructor(folder: string, now: number) {
    this.#folder = folder;
    this.#now = now;
  }

  /** Runs a command that must succeed, and returns what it printed. */
  async run(...args: readonly string[]): Promise<string> {
    const { exit, out, error } = await commandLine({ data: join(this.#folder, "data"), now: this.#now }, args);
    if (exit !== 0) throw new Error(`bellwether ${args.join(" ")}: exit code ${exit}\n${out}${error}`);
    return out;
  }

  /** The JSON document of a command of `learn`. */
  async learn<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.run("learn", ...args, "--json")) as T;
  }

  /** Writes a file under the folder and returns its path. */
  async write(name: string, text: string): Promise<string> {
    const path = join(this.#folder, name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
    return path;
  }
}
