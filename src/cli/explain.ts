import type { Command } from "commander";
import { shiftDays } from "../lib/zone.ts";
import { differenceOf } from "../scores/difference.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { explanationText } from "./explanation-text.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, instantOf, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly since?: string;
  readonly json?: boolean;
}

const defaultSinceDays = 7;

/** `bellwether explain`: one account from the overall score down to raw values, and what changed. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("explain")
    .description("Explain the score of one account, down to raw values, and what changed since another day")
    .argument("<account>", "id or name of the account")
    .option("-p, --pack <folder>", "the pack that defines health", wire.defaultPack)
    .option("--as-of <date>", "explain the score as of the start of this day, or `now`")
    .option("--since <date>", "what changed since this day (default: a week before)")
    .option("--json", "print one JSON document")
    .action((account: string, options: Options) => withStore(wire, (store) => explain(wire, store, { account, options })));
}

async function explain(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await resolveAccount(store, wire, account);
  const now = await scoreAll(wire, store, { ...options, accounts: [id] });
  const [scored] = now.accounts;
  if (!scored) throw new Refused(`${account} was no customer at that time, so it has no score.`);
  const before = await scoreBefore(wire, store, { id, now, options });
  const difference = before && differenceOf({ from: before.scored.snapshot, to: scored.snapshot, models: { from: now.pack.model, to: now.pack.model }, of: "score" });
  if (options.json) {
    wire.terminal.out(JSON.stringify({ name: scored.name, ...scored.snapshot, difference }, null, 2));
    return;
  }
  if (now.note) wire.terminal.out(`${now.note}\n`);
  const since = before ? { asOf: before.asOf, difference } : undefined;
  wire.terminal.out(explanationText({ pack: now.pack, scored, asOf: now.asOf, paint: wire.terminal.paint, ...(since && { since }) }));
}

interface Compared {
  readonly id: string;
  readonly now: Scored;
  readonly options: Options;
}

async function scoreBefore(wire: ScoringWire, store: ScoringStore, { id, now, options }: Compared): Promise<{ asOf: number; scored: ScoredAccount } | undefined> {
  const zone = now.pack.pack.timezone;
  const { asOf } = options.since ? instantOf(options.since, { span: { to: now.asOf }, zone, now: now.asOf }) : { asOf: shiftDays(now.asOf, -defaultSinceDays, zone) };
  const { accounts } = await scoreAll(wire, store, { ...options, asOf: new Date(asOf).toISOString(), accounts: [id] });
  const [scored] = accounts;
  return scored && { asOf, scored };
}

/** The account with that id, or the only one with that name. */
export async function resolveAccount(store: ScoringStore, { workspace }: Pick<ScoringWire, "workspace">, asked: string): Promise<string> {
  const found = await store.accounts.findAccounts({ workspace, asked });
  if (found.includes(asked)) return asked;
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined) throw new Refused(`There is no account with the id or name \`${asked}\`.`);
  throw new Refused(`Several accounts are called \`${asked}\`: ${found.slice(0, 10).join(", ")}. Name one by its id.`);
}
