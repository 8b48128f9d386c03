import type { Command } from "commander";
import { type MatchGround, matchGrounds, matchRecords } from "../accounts/matching.ts";
import { type MatchDecision, type SourceRecord, usedSource } from "../accounts/source-record.ts";
import { matchEvent, type MatchSettler, type RecordReader, withdrawalEvent } from "../engine/match.ts";
import type { FactLog } from "../engine/ports.ts";
import type { EventFact } from "../events/fact.ts";
import type { Instant } from "../lib/zone.ts";
import { matchReport } from "./match-report.ts";
import type { Terminal } from "./wire.ts";

export interface MatchWire {
  readonly terminal: Pick<Terminal, "out" | "err" | "exit">;
  readonly clock: () => Instant;
  readonly workspace: string;
  readonly openLog: () => Promise<MatchSettler & { readonly log: FactLog; readonly records: RecordReader; readonly close: () => Promise<void> }>;
}

export interface MatchOptions {
  readonly into?: string;
  readonly accept?: string;
  readonly record?: string;
  readonly account?: string;
  readonly undo?: string;
  readonly author?: string;
}

/** `bellwether match`: 0 done, 1 what was asked for can't be. */
export function register(program: Command, wire: MatchWire): void {
  program
    .command("match")
    .description("Match the records of CRM, billing and support to accounts: proposes by key, e-mail domain or name, and records what you decide")
    .summary("match the records of several sources to accounts")
    .option("--into <source>", "the source whose ids are the accounts' ids (default: the one that saw the product used)")
    .option("--accept <grounds>", "record the proposals of these grounds: key,domain,name")
    .option("--record <source/record>", "decide about one record, with --account")
    .option("--account <account>", "the account that the record belongs to")
    .option("--undo <source/record>", "take a decision back")
    .option("--author <name>", "who decides; recorded with each decision")
    .action(async (options: MatchOptions) => wire.terminal.exit(await runMatch(wire, options)));
}

interface Known {
  readonly records: readonly SourceRecord[];
  readonly decided: readonly MatchDecision[];
  readonly options: MatchOptions;
  readonly now: Instant;
}

/** Runs the command and gives its exit code. */
export async function runMatch(wire: MatchWire, options: MatchOptions): Promise<number> {
  const opened = await wire.openLog();
  try {
    const now = wire.clock();
    const read = async (): Promise<Known> => ({ records: await opened.records.records(wire.workspace, now), decided: await opened.records.decisions(wire.workspace), options, now });
    const known = await read();
    const into = options.into ?? usedSource(known.records);
    if (into === undefined) return refuse(wire, "which source's ids are the accounts' ids? Say --into <source>");
    const events = decide(known, into);
    if (typeof events === "string") return refuse(wire, events);
    if (events.length > 0) await opened.log.append(wire.workspace, events, `match-${now}`);
    await opened.settleMatches(wire.workspace);
    const after = events.length > 0 ? await read() : known;
    wire.terminal.out(matchReport(matchRecords({ ...after, into }), into));
    return 0;
  } finally {
    await opened.close();
  }
}

function refuse(wire: MatchWire, why: string): number {
  wire.terminal.err(why);
  return 1;
}

/** The events that record what the person decided, or why they can't be. */
function decide(known: Known, into: string): readonly EventFact[] | string {
  const { options } = known;
  const asked = [options.accept, options.record, options.undo].filter((option) => option !== undefined);
  if (asked.length === 0) return [];
  if (asked.length > 1) return "say one of --accept, --record and --undo at a time";
  if (options.author === undefined || options.author === "") return "say who decides: --author <name>";
  if (options.undo !== undefined) return undo(known, options.undo, options.author);
  if (options.record !== undefined) return explicit(known, { into, record: options.record, author: options.author });
  return accept(known, { into, grounds: options.accept ?? "", author: options.author });
}

function accept({ records, decided, now }: Known, choice: { readonly into: string; readonly grounds: string; readonly author: string }): readonly EventFact[] | string {
  const grounds = choice.grounds.split(",").map((ground) => ground.trim());
  const unknown = grounds.find((ground) => !(matchGrounds as readonly string[]).includes(ground));
  if (unknown !== undefined) return `there is no ground \`${unknown}\`: ${matchGrounds.join(", ")}`;
  const { proposals } = matchRecords({ records, into: choice.into, decided });
  return proposals
    .filter(({ by }) => (grounds as readonly MatchGround[]).includes(by))
    .map(({ record, account, by }) => matchEvent({ source: record.source, record: record.record, account, by, author: choice.author }, now));
}

function explicit({ records, options, now }: Known, choice: { readonly into: string; readonly record: string; readonly author: string }): readonly EventFact[] | string {
  const found = records.find((record) => nameOf(record) === choice.record);
  if (!found) return `there is no record \`${choice.record}\`; write it as <source>/<record>`;
  if (!records.some(({ source, record }) => source === choice.into && record === options.account)) return `${choice.into} has no account \`${options.account ?? ""}\`; say --account <account>`;
  return [matchEvent({ source: found.source, record: found.record, account: options.account ?? "", by: "explicit", author: choice.author }, now)];
}

function undo({ decided, now }: Known, name: string, author: string): readonly EventFact[] | string {
  const decision = decided.find((one) => nameOf(one) === name);
  return decision ? [withdrawalEvent(decision, author, now)] : `\`${name}\` is not matched; write it as <source>/<record>`;
}

const nameOf = ({ source, record }: { readonly source: string; readonly record: string }): string => `${source}/${record}`;
