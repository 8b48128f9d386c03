import type { Command } from "commander";
import { type DeadLetter, type DeadLetters, discardDeadLetters, replayDeadLetters } from "../engine/dead-letters.ts";
import type { EventJournal } from "../engine/event-journal.ts";
import { localTime } from "../lib/zone.ts";
import { jsonText } from "./json-text.ts";
import { limitOption } from "./options.ts";
import { usedColumnsText } from "./table.ts";
import type { Terminal } from "./wire.ts";

export interface DeadLettersWire {
  readonly terminal: Terminal;
  readonly timezone: string;
  /** Opens the letters for reading; whoever serves may go on. */
  readonly readLetters: () => Promise<readonly DeadLetter[]>;
  /** Opens letters and journal for changing them; nobody may serve meanwhile. */
  readonly withLetters: <T>(work: (letters: DeadLetters, journal: EventJournal) => Promise<T>) => Promise<T>;
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
    .description("Send them through the journal again, as received at their own time; the next `serve` loads them")
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

async function replay(wire: DeadLettersWire, ids: readonly string[], chosen: Chosen): Promise<void> {
  const isWanted = wantedBy(wire, ids, chosen);
  if (!isWanted) return;
  const { replayed, isFull } = await wire.withLetters((letters, journal) => replayDeadLetters(letters, journal, isWanted));
  wire.terminal.out(`${replayed} sent again; the next \`bellwether serve\` loads them.`);
  if (!isFull) return;
  wire.terminal.err("The journal takes no more, so the rest are still dead letters. Free some space, or let `bellwether serve` load what waits, and send them again.");
  wire.terminal.exit(1);
}

async function drop(wire: DeadLettersWire, ids: readonly string[], chosen: Chosen): Promise<void> {
  const isWanted = wantedBy(wire, ids, chosen);
  if (!isWanted) return;
  const dropped = await wire.withLetters((letters) => discardDeadLetters(letters, isWanted));
  wire.terminal.out(`${dropped} given up.`);
}

/** Nothing is sent again or deleted without saying what. */
function wantedBy({ terminal }: DeadLettersWire, ids: readonly string[], { code, all }: Chosen): ((letter: DeadLetter) => boolean) | undefined {
  if (ids.length === 0 && code === undefined && all !== true) {
    terminal.err("Say which: ids as `bellwether dead-letters list` shows them, --code, or --all.");
    terminal.exit(1);
    return undefined;
  }
  const named = new Set(ids);
  return (letter) => all === true || named.has(letter.id) || letter.code === code;
}
