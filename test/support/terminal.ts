import { Command } from "commander";
import { terminalOver } from "../../src/cli/terminal.ts";
import type { Terminal } from "../../src/cli/wire.ts";

/** What a command wrote, and how it ended. */
export interface Ran {
  readonly out: string;
  readonly error: string;
  readonly exit: number;
}

/** Runs one command line in this process. */
export async function run(register: (program: Command, terminal: Terminal) => void, args: readonly string[]): Promise<Ran> {
  const ran = { out: "", error: "", exit: 0 };
  const write = (stream: "out" | "error") => (text: string): void => {
    ran[stream] += `${text}\n`;
  };
  const program = new Command("bellwether").exitOverride().configureOutput({ writeOut: write("out"), writeErr: write("error") });
  register(program, terminalOver({ out: write("out"), err: write("error"), exit: (code) => (ran.exit = code) }, false));
  await program.parseAsync(["node", "bellwether", ...args]);
  return ran;
}
