import type { Command } from "commander";
import type { Terminal } from "./wire.ts";

/** The teammates of the process that serves the data directory. */
export interface PasswordDoor {
  teammates(): Promise<readonly { readonly id: string; readonly email: string; readonly role: string }[]>;
  /** Resolves with the new password. */
  reset(id: string): Promise<string>;
}

export interface PasswordWire {
  readonly terminal: Terminal;
  /** Rejects where nothing serves the data directory. */
  readonly withTeammates: (work: (door: PasswordDoor) => Promise<void>) => Promise<void>;
}

/** `bellwether password`: the way back in for who has forgotten theirs. */
export function register(program: Command, { terminal, withTeammates }: PasswordWire): void {
  program
    .command("password <email>")
    .description("Give a teammate another password, shown only now, and end their sessions; the server has to run")
    .action((email: string) => withTeammates((door) => reset(door, terminal, email.trim().toLowerCase())));
}

async function reset(door: PasswordDoor, { out, err, exit }: Terminal, email: string): Promise<void> {
  const all = await door.teammates();
  const teammate = all.find((one) => one.email === email);
  if (!teammate) {
    err(`There is no teammate ${email}. ${all.length === 0 ? "Nobody is there yet; the server prints how to become the first administrator." : `There are: ${all.map((one) => `${one.email} (${one.role})`).join(", ")}.`}`);
    exit(1);
    return;
  }
  out(await door.reset(teammate.id));
}
