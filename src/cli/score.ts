import type { Command } from "commander";
import { rollUpsOf } from "../engine/families.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import { lineDocument } from "./journey-text.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { portfolioText } from "./portfolio-text.ts";
import { rollUpsText } from "./roll-up-text.ts";
import { type ScoreOptions, type Scored, type ScoringWire, compareDays, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether score`: every account, every day of its life, and the portfolio of today. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("score")
    .description("Score every account for every day of its life, and print the portfolio")
    .summary("score every account, and print the portfolio")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "score as of the start of this day, or `now`")
    .addOption(limitOption())
    .option("--json", "print one JSON document with every account")
    .action((options: Options) => withStore(wire, async (store) => report(wire, await scoreAll(wire, store, options), options)));
}

/** Every account with everything that explains its score. */
function document({ pack, asOf, version, accounts }: Scored): object {
  const rollUps = rollUpsOf(pack, accounts);
  return { asOf, version, ...(rollUps && { rollUps: { by: rollUps.by, accounts: rollUps.rolledUp, findings: rollUps.findings } }), accounts: accounts.map(documentOf) };
}

function documentOf({ name, snapshot, standing, scoreBefore, journey }: ScoredAccount): object {
  return { name, owner: standing.owner, mrr: standing.mrr, renewal: standing.renewal, scoreBefore: scoreBefore ?? null, ...snapshot, ...(journey.length > 0 && { journey: journey.map(lineDocument) }) };
}

export function report({ terminal }: Pick<ScoringWire, "terminal">, scored: Scored, { limit, json }: Pick<Options, "limit" | "json">): void {
  if (json) {
    terminal.out(jsonText(document(scored)));
    return;
  }
  const { pack, asOf, accounts, accountDays, elapsedMs, note } = scored;
  const perSecond = Math.round(accountDays / Math.max(elapsedMs / 1000, 0.001));
  terminal.out(`${pack.pack.name}, as of ${localDate(asOf, pack.pack.timezone)} (${pack.pack.timezone}), version ${scored.version.slice(0, 12)}`);
  if (note) terminal.out(note);
  terminal.out("");
  terminal.out(portfolioText({ pack, accounts, asOf, compareDays, limit, paint: terminal.paint }));
  const rollUps = rollUpsOf(pack, accounts);
  if (rollUps && rollUps.rolledUp.length + rollUps.findings.length > 0) {
    terminal.out(`\n${rollUpsText(rollUps, { names: new Map(accounts.map(({ account, name }) => [account, name])), currency: pack.pack.currency, limit, paint: terminal.paint })}`);
  }
  terminal.out(`\nScored ${accountDays.toLocaleString("en-US")} account-days in ${(elapsedMs / 1000).toFixed(1)} s (${perSecond.toLocaleString("en-US")} a second). bellwether explain <account> says why.`);
}
