#!/usr/bin/env node
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { harmless, terminalOver } from "./cli/terminal.ts";

const wantedNode = [22, 18] as const;

/** The published command says what is wrong with an old Node before anything else can fail on it. */
function assertNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > wantedNode[0] || (major === wantedNode[0] && minor >= wantedNode[1])) return;
  console.error(`Bellwether needs Node ${wantedNode.join(".")} or later; this is ${version}.`);
  process.exit(1);
}

const packaged = createRequire(import.meta.url)("../package.json") as { version: string; description: string };
const root = fileURLToPath(new URL("..", import.meta.url));

async function main(): Promise<void> {
  assertNode(process.versions.node);
  const { registerCommands } = await import("./compose/commands.ts");
  const { addGlobalOptions } = await import("./cli/global-options.ts");
  const program = new Command("bellwether").description(packaged.description).version(packaged.version).showHelpAfterError("(bellwether --help lists the commands)");
  addGlobalOptions(program, process.env).parseOptions(process.argv.slice(2));
  const options = (): { readonly data: string; readonly workspace?: string } => program.opts();
  const colours = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
  registerCommands(program, {
    root,
    settings: () => ({ directory: options().data, clickHouseUrl: process.env["CLICKHOUSE_URL"], databaseUrl: process.env["DATABASE_URL"], workspace: options().workspace ?? process.env["BELLWETHER_WORKSPACE"] }),
    environment: process.env,
    terminal: terminalOver({ out: (text) => console.log(text), err: (text) => console.error(text), exit: (code) => (process.exitCode = code) }, colours),
    progress: process.stderr.isTTY ? (line) => process.stderr.write(`\r\u001B[2K${line}`) : () => {},
    clock: Date.now,
    uniqueId: randomUUID,
    hash: (text) => createHash("sha256").update(text).digest("hex"),
    stopAsked: () => Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal))).then(() => undefined),
    // What is waited for keeps the process alive, never the waiting itself: a stop would take as long as it may.
    sleep: (ms) => sleep(ms, undefined, { ref: false }),
    logTo: { write: (line) => void process.stderr.write(line), forPeople: process.stderr.isTTY },
    exitNow: (code) => process.exit(code),
    killNow: () => void process.kill(process.pid, "SIGKILL"),
    ask: async (question) => {
      if (!process.stdin.isTTY) return undefined;
      const { createInterface } = await import("node:readline/promises");
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(harmless(question, false));
      } finally {
        lines.close();
      }
    },
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  await program.parseAsync();
}

try {
  await main();
} catch (error) {
  console.error(harmless(error instanceof Error ? error.message : String(error), false));
  if (process.env["BELLWETHER_DEBUG"]) console.error(error);
  process.exitCode = 1;
}
