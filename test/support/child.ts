import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A Node process of a test: its lines as they come, and how it ended. */
export interface Child {
  readonly lines: string[];
  readonly errors: () => string;
  /** Resolves with the next line; rejects when the process ends before. */
  nextLine(): Promise<string>;
  readonly ended: Promise<number | null>;
  kill(): Promise<void>;
  signal(name: NodeJS.Signals): void;
}

export function startChild(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env } });
  const lines: string[] = [];
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  reader.on("line", (line) => lines.push(line));
  const ended = once(child, "close").then(([code]) => code as number | null);
  return {
    lines,
    errors: () => errors,
    ended,
    nextLine: () => Promise.race([once(reader, "line").then(([line]) => line as string), ended.then(() => Promise.reject(new Error(`the process ended: ${errors}`)))]),
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
