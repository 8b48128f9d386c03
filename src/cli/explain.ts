import type { Command } from "commander";
import { localDate, shiftDays } from "../lib/zone.ts";
import { differenceOf } from "../scores/difference.ts";
import type { Client } from "../contract/client.ts";
import { membersOf } from "../accounts/hierarchy.ts";
import { type RolledUpAccount, readFamily, rollUpsOf } from "../engine/families.ts";
import { whyRemoved } from "../engine/retention/told.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { presentDifference } from "../engine/answers/difference.ts";
import { explanationText } from "./explanation-text.ts";
import { findAccount } from "./find-account.ts";
import { lineDocument } from "./journey-text.ts";
import { jsonText } from "./json-text.ts";
import { packOption } from "./options.ts";
import { noteText, remoteAccount, urlOption, withServer } from "./remote.ts";
import { scoredExplanationText } from "./scored-explanation.ts";
import { rollUpText } from "./roll-up-text.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, dayOf, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly url?: string;
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
    .addOption(packOption())
    .option("--as-of <date>", "explain the score as of the start of this day, or `now`")
    .option("--since <date>", "what changed since this day (default: a week before)")
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (account: string, options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => explain(wire, store, { account, options }));
      else await withServer(wire, options.url, (client) => explainRemote(wire, client, { account, options }));
    });
}

async function explain(wire: ScoringWire, store: ScoringStore, { account, options }: { account: string; options: Options }): Promise<void> {
  const id = await findAccount(store, wire, account);
  const now = await scoreAll(wire, store, { ...options, accounts: [id] });
  const [scored] = now.accounts;
  if (!scored) throw new Refused(`${account} is no customer on ${localDate(now.asOf, now.pack.pack.timezone)}, so it has no score then. \`bellwether history\` shows the days on which it was.`);
  const before = await scoreBefore(wire, store, { id, now, options });
  const family = await rolledUp(wire, store, { id, now, options });
  if (options.json) {
    const difference = before.scored && differenceOf({ from: before.scored.snapshot, to: scored.snapshot, models: { from: now.pack.model, to: now.pack.model }, of: "score" });
    wire.terminal.out(jsonText({ name: scored.name, ...scored.snapshot, difference, ...(scored.journey.length > 0 && { journey: scored.journey.map(lineDocument) }), ...(family && { rollUp: family.rolled }) }));
    return;
  }
  if (now.note) wire.terminal.out(`${now.note}\n`);
  const difference = presentDifference({ pack: now.pack, note: null, name: scored.name, before: before.scored?.snapshot, after: scored.snapshot, of: "score" });
  wire.terminal.out(scoredExplanationText({ pack: now.pack, scored, paint: wire.terminal.paint, since: { asOf: before.asOf, difference } }));
  if (family) wire.terminal.out(`\n${rollUpText(family.rolled, { names: family.names, currency: now.pack.pack.currency, limit: Infinity, paint: wire.terminal.paint })}`);
}

/** The same from the answers of a server. */
async function explainRemote({ terminal }: ScoringWire, client: Client, { account: asked, options }: { readonly account: string; readonly options: Options }): Promise<void> {
  const account = await remoteAccount(client, asked);
  const { asOf, since } = options;
  const [answer, difference, pack] = await Promise.all([client.getAccount({ account, asOf }), client.getDifference({ account, asOf, since }), client.getPack({})]);
  if (options.json) {
    terminal.out(JSON.stringify({ ...answer, difference }, null, 2));
    return;
  }
  const zone = pack.timezone;
  const now = Date.parse(answer.asOf);
  if (answer.note !== null) terminal.out(`${noteText(answer.note)}\n`);
  const earlier = since === undefined ? shiftDays(now, -defaultSinceDays, zone) : dayOf("--since", since, { zone, now });
  const hasLines = new Set(pack.stages.map(({ line }) => line)).size > 1;
  terminal.out(explanationText({ account: answer, zone, hasLines, paint: terminal.paint, since: { asOf: earlier, difference } }));
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
  const removed = options.since !== undefined && span && whyRemoved(span, asOf, zone);
  if (removed) throw new Refused(removed);
  if (!span || asOf <= span.from) return { asOf, scored: undefined };
  const { accounts } = await scoreAll(wire, store, { ...options, asOf: new Date(asOf).toISOString(), accounts: [id] });
  return { asOf, scored: accounts[0] };
}
