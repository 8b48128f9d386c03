import type { Command } from "commander";
import { ApiProblem } from "../contract/client.ts";
import type { DeadLetter, Replayed } from "../engine/dead-letters.ts";
import { localTime } from "../lib/zone.ts";
import { jsonText } from "./json-text.ts";
import { limitOption } from "./options.ts";
import { usedColumnsText } from "./table.ts";
import type { Terminal } from "./wire.ts";

/** Which letters are meant: those with these ids, and those with the code; or every one. */
export interface ChosenLetters {
  readonly ids: readonly string[];
  readonly code: string | undefined;
  readonly all: boolean;
}

/** Letters that can be changed: by the process that serves the data directory, or here where none does. */
export interface LettersDoor {
  readonly isServed: boolean;
  replay(chosen: ChosenLetters): Promise<Replayed>;
  /** Tells how many were given up. */
  drop(chosen: ChosenLetters): Promise<number>;
}

export interface DeadLettersWire {
  readonly terminal: Terminal;
  readonly timezone: string;
  /** Opens the letters for reading; whoever serves may go on. */
  readonly readLetters: () => Promise<readonly DeadLetter[]>;
  readonly withLetters: <T>(work: (door: LettersDoor) => Promise<T>) => Promise<T>;
}

interface Chosen {
  readonly code?: string;
  readonly all?: boolean;
}

/** `bellwether dead-letters`: what was acknowledged and then couldn't be stored. */
export function register(program: Command, wire: DeadLettersWire): void {
  const letters = program.command("dead-letters").description("List, send again or give up calls that were acknowledged and then couldn't be stored");
  letters
    .command("list")
    .description("The calls, oldest first, each with the reason")
    .option("--code <code>", "only those with this code, such as unusable")
    .addOption(limitOption("how many are shown"))
    .option("--json", "one JSON document with everything that was received")
    .action((options: { readonly code?: string; readonly limit: number; readonly json?: boolean }) => list(wire, options));
  letters
    .command("replay [ids...]")
    .description("Send them through the journal again, as received at their own time, to be loaded once more")
    .option("--code <code>", "those with this code")
    .option("--all", "every one")
    .action((ids: readonly string[], options: Chosen) => replay(wire, ids, options));
  letters
    .command("drop [ids...]")
    .description("Give them up: what they hold is deleted")
    .option("--code <code>", "those with this code")
    .option("--all", "every one")
    .action((ids: readonly string[], options: Chosen) => drop(wire, ids, options));
}

async function list({ terminal, timezone, readLetters }: DeadLettersWire, { code, limit, json }: { readonly code?: string; readonly limit: number; readonly json?: boolean }): Promise<void> {
  const found = (await readLetters()).filter((letter) => code === undefined || letter.code === code);
  if (json) {
    terminal.out(jsonText(found));
    return;
  }
  if (found.length === 0) {
    terminal.out("No dead letters.");
    return;
  }
  const rows = found.slice(0, limit).map(({ id, diedAt, code: own, field, reason, received }) => [id, localTime(diedAt, timezone), received.source, own, field === "" ? reason : `${field} ${reason}`]);
  terminal.out(usedColumnsText([{ head: "id" }, { head: "when" }, { head: "source" }, { head: "code" }, { head: "why", least: 40 }], rows));
  const counts = [...Map.groupBy(found, (letter) => letter.code)].map(([own, those]) => `${those.length} ${own}`);
  terminal.out(`\n${found.length} in all: ${counts.join(", ")}. --json shows what was received.`);
}

async function replay(wire: DeadLettersWire, ids: readonly string[], options: Chosen): Promise<void> {
  await changing(wire, { ids, options }, async (door, chosen) => {
    const { replayed, isFull } = await door.replay(chosen);
    wire.terminal.out(`${replayed} sent again; ${door.isServed ? "the server loads them now" : "the next `bellwether serve` loads them"}.`);
    if (!isFull) return;
    wire.terminal.err("The journal takes no more, so the rest are still dead letters. Free some space, or let `bellwether serve` load what waits, and send them again.");
    wire.terminal.exit(1);
  });
}

async function drop(wire: DeadLettersWire, ids: readonly string[], options: Chosen): Promise<void> {
  await changing(wire, { ids, options }, async (door, chosen) => wire.terminal.out(`${await door.drop(chosen)} given up.`));
}

/** Nothing is sent again or deleted without saying what. */
async function changing({ terminal, withLetters }: DeadLettersWire, { ids, options: { code, all = false } }: { readonly ids: readonly string[]; readonly options: Chosen }, work: (door: LettersDoor, chosen: ChosenLetters) => Promise<void>): Promise<void> {
  if (ids.length === 0 && code === undefined && !all) {
    terminal.err("Say which: ids as `bellwether dead-letters list` shows them, --code, or --all.");
    return terminal.exit(1);
  }
  try {
    await withLetters((door) => work(door, { ids, code, all }));
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    terminal.err(error.message);
    terminal.exit(1);
  }
}
