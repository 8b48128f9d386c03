import type { Command } from "commander";
import { localDate, shiftDays } from "../lib/zone.ts";
import type { Snapshot } from "../scores/snapshot.ts";
import { differenceOf } from "../scores/difference.ts";
import { membersOf } from "../accounts/hierarchy.ts";
import { type RolledUpAccount, readFamily, rollUpsOf } from "../engine/families.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { explanationText } from "./explanation-text.ts";
import { findAccount } from "./find-account.ts";
import { lineDocument } from "./journey-text.ts";
import { jsonText } from "./json-text.ts";
import { packOption } from "./options.ts";
import { rollUpText } from "./roll-up-text.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, dayOf, scoreAll, withStore } from "./scoring.ts";

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
    .summary("explain the score of one account")
    .argument("<account>", "id or name of the account")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "explain the score as of the start of this day, or `now`")
    .option("--since <date>", "what changed since this day (default: a week before)")
    .option("--json", "print one JSON document")
    .action((account: string, options: Options) => withStore(wire, (store) => explain(wire, store, { account, options })));
}

async function explain(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const now = await scoreAll(wire, store, { ...options, accounts: [id] });
  const [scored] = now.accounts;
  if (!scored) throw new Refused(`${account} is no customer on ${localDate(now.asOf, now.pack.pack.timezone)}, so it has no score then. \`bellwether history\` shows the days on which it was.`);
  const before = await scoreBefore(wire, store, { id, now, options });
  const difference = before.scored && differenceOf({ from: before.scored.snapshot, to: scored.snapshot, models: { from: now.pack.model, to: now.pack.model }, of: "score" });
  const family = await rolledUp(wire, store, { id, now, options });
  if (options.json) {
    wire.terminal.out(jsonText({ name: scored.name, ...scored.snapshot, difference, ...(scored.journey.length > 0 && { journey: scored.journey.map(lineDocument) }), ...(family && { rollUp: family.rolled }) }));
    return;
  }
  if (now.note) wire.terminal.out(`${now.note}\n`);
  const since = { asOf: before.asOf, difference, reasons: reasonsIn(scored.snapshot, ...(before.scored ? [before.scored.snapshot] : [])) };
  wire.terminal.out(explanationText({ pack: now.pack, scored, asOf: now.asOf, paint: wire.terminal.paint, since }));
  if (family) wire.terminal.out(`\n${rollUpText(family.rolled, { names: family.names, currency: now.pack.pack.currency, limit: Infinity, paint: wire.terminal.paint })}`);
}

/** The account with those below it, where the pack asks for it and there are some. */
async function rolledUp(wire: ScoringWire, store: ScoringStore, { id, now, options }: Compared): Promise<{ rolled: RolledUpAccount; names: ReadonlyMap<string, string> } | undefined> {
  const asked = now.pack.model.roll_up;
  const family = asked && (await readFamily(store, { workspace: wire.workspace, account: id, parent: asked.parent, asOf: now.asOf }));
  if (!family) return undefined;
  const { accounts } = await scoreAll(wire, store, { ...options, accounts: membersOf(family) });
  const rolled = rollUpsOf(now.pack, accounts)?.rolledUp.find(({ account }) => account === id);
  return rolled && { rolled, names: new Map(accounts.map(({ account, name }) => [account, name])) };
}

/** What people wrote about the adjustments and overrides of snapshots, by id. */
function reasonsIn(...snapshots: readonly Snapshot[]): Map<string, string> {
  return new Map(snapshots.flatMap(({ adjustments, override }) => [...adjustments, ...(override ? [override] : [])].map(({ id, reason }) => [id, reason] as const)));
}

interface Compared {
  readonly id: string;
  readonly now: Scored;
  readonly options: Options;
}

/** The same account earlier; without a score when it was no customer then, or the data had not begun. */
async function scoreBefore(wire: ScoringWire, store: ScoringStore, { id, now, options }: Compared): Promise<{ asOf: number; scored: ScoredAccount | undefined }> {
  const zone = now.pack.pack.timezone;
  const asOf = options.since === undefined ? shiftDays(now.asOf, -defaultSinceDays, zone) : dayOf("--since", options.since, { zone, now: now.asOf });
  const span = await store.accounts.span(wire.workspace);
  if (!span || asOf <= span.from) return { asOf, scored: undefined };
  const { accounts } = await scoreAll(wire, store, { ...options, asOf: new Date(asOf).toISOString(), accounts: [id] });
  return { asOf, scored: accounts[0] };
}
