import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { addGlobalOptions } from "../../src/cli/global-options.ts";
import { unpainted } from "../../src/cli/problem-text.ts";
import { type Surroundings, registerCommands } from "../../src/compose/commands.ts";
import type { Ran } from "./terminal.ts";

export interface Place {
  /** The data directory. */
  readonly data: string;
  readonly now: number;
  readonly url?: string | undefined;
  readonly environment?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  /** What somebody types when asked, one after the other. */
  readonly answers?: readonly string[];
}

export const repositoryRoot = join(import.meta.dirname, "../..");

/** The whole program, with everything that it takes from the process said here. */
export function wholeProgram({ data, now, url, environment = {}, workspace, answers = [] }: Place, terminal: Surroundings["terminal"]): Command {
  const typed = [...answers];
  // Set before the commands are made, because they inherit it.
  const program = addGlobalOptions(new Command("bellwether").exitOverride(), {});
  registerCommands(program, {
    root: repositoryRoot,
    settings: () => ({ directory: data, clickHouseUrl: url, databaseUrl: undefined, workspace }),
    environment,
    terminal,
    progress: () => {},
    clock: () => now,
    uniqueId: randomUUID,
    hash: (text) => createHash("sha256").update(text).digest("hex"),
    timezone: "Europe/Berlin",
    stopAsked: () => Promise.resolve(),
    sleep: () => Promise.resolve(),
    exitNow: () => {},
    killNow: () => {},
    logTo: { write: () => {}, forPeople: false },
    ask: () => Promise.resolve(typed.shift()),
  });
  return program;
}

/** Runs one command line of the whole program in this process, on a real store. */
export async function commandLine(place: Place, args: readonly string[]): Promise<Ran> {
  const ran = { out: "", error: "", exit: 0 };
  const write = (stream: "out" | "error") => (text: string): void => void (ran[stream] += text.endsWith("\n") ? text : `${text}\n`);
  const program = wholeProgram(place, { out: write("out"), err: write("error"), paint: unpainted, exit: (code) => (ran.exit = code) });
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) command.exitOverride().configureOutput({ writeOut: write("out"), writeErr: write("error") });
  try {
    await program.parseAsync(["node", "bellwether", ...args]);
  } catch (error) {
    if (error instanceof CommanderError) ran.exit = error.exitCode;
    else [ran.error, ran.exit] = [`${ran.error}${error instanceof Error ? error.message : String(error)}\n`, 1];
  }
  return ran;
}
