import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Conservation } from "../../src/engine/conservation.ts";

export type ServingState = Conservation & { readonly residentBytes: number; readonly cpuMicroseconds: number; /** Queries of readers since there are so many. */ readonly reads: number };

export interface Serving {
  readonly port: number;
  readonly key: string;
  /** Where it keeps its files, so that a reference can use the same disk. */
  readonly directory: string;
  state(): Promise<ServingState>;
  /** From now on so many read ClickHouse in the same process. */
  read(readers: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `serve` as a process of its own, on an empty directory. */
export async function startServing(): Promise<Serving> {
  const directory = await mkdtemp(join(tmpdir(), "bellwether-ingest-"));
  const child = spawn(process.execPath, [join(import.meta.dirname, "serving.child.ts"), directory], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const said = (word: string): Promise<string> =>
    new Promise((resolve) => {
      const hear = (line: string): void => {
        if (!line.startsWith(`${word} `)) return;
        lines.off("line", hear);
        resolve(line.slice(word.length + 1));
      };
      lines.on("line", hear);
    });
  const ask = (question: string): Promise<string> => {
    const answer = said("state");
    child.stdin.write(`${question}\n`);
    return answer;
  };
  const [firstKey, address] = await Promise.all([said("report first write key, shown only now:"), said("url")]);
  const url = new URL(address);
  return {
    port: Number(url.port),
    key: firstKey,
    directory,
    state: async () => JSON.parse(await ask("?")) as ServingState,
    read: async (readers) => void (await ask(`readers ${readers}`)),
    async stop() {
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("close", resolve));
      await rm(directory, { recursive: true, force: true });
    },
  };
}
