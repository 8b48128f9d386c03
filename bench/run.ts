import { fork } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Figure } from "./bench.ts";
import { type Result, isOk, jsonLines, tableLines } from "./result.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The embedded engine binds one directory for each process, so each bench gets its own; one that hangs is ended. */
const mostMinutes = 20;

/** A file whose name has a dot in it is a bench: `score.instant.ts` is `score.instant`. */
function benchNames(): string[] {
  const names = readdirSync(folder).flatMap((file) => /^([a-z]+\.[a-z-]+)\.ts$/.exec(file)?.[1] ?? []);
  return names.filter((name) => !name.endsWith(".test")).sort();
}

type Answer = { readonly figures: readonly Figure[] } | { readonly skipped: string };

function runBench(bench: string, quick: boolean): Promise<Result> {
  return new Promise((resolve) => {
    const child = fork(`${folder}run-one.ts`, [`${bench}.ts`, quick ? "quick" : "full"], { timeout: mostMinutes * 60_000, killSignal: "SIGKILL", stdio: ["ignore", "ignore", "pipe", "ipc"] });
    let errors = "";
    child.stderr?.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    let answer: Answer | undefined;
    child.on("message", (message: Answer) => (answer = message));
    child.once("close", (code, signal) => {
      const failed = signal === "SIGKILL" ? `it took more than ${mostMinutes} minutes` : errors.trim() || `it ended with ${signal ?? code} and no figures`;
      resolve({ bench, ...(answer ?? { failed }) });
    });
  });
}

const usage = `npm run bench -- [NAME...] [--quick] [--json]
  NAME     one of ${benchNames().join(", ")}; without one all of them, one after the other
  --quick  smaller data and fewer runs, to see that everything works; ratios to small references are noise
  --json   one line for each figure, as JSON
Ends with 1 when a figure misses its target or a bench fails.`;

function chosen(asked: readonly string[]): string[] {
  const names = benchNames();
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new RangeError(`there is no bench ${unknown.join(", ")}`);
  return asked.length > 0 ? [...asked] : names;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false }, help: { type: "boolean", default: false } } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  let allOk = true;
  for (const name of chosen(positionals)) {
    const result = await runBench(name, values.quick);
    allOk &&= isOk(result);
    for (const line of values.json ? jsonLines(result) : tableLines(result)) console.log(line);
    if (values.json && !("figures" in result)) console.error(tableLines(result).join("\n"));
  }
  return allOk ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
