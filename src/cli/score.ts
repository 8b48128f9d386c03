import type { Command } from "commander";
import { localDate } from "../lib/zone.ts";
import { portfolioText } from "./portfolio-text.ts";
import { type ScoreOptions, type Scored, type ScoringWire, compareDays, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly limit: string;
  readonly json?: boolean;
}

/** `bellwether score`: every account, every day of its life, and the portfolio of today. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("score")
    .description("Score every account for every day of its life, and print the portfolio")
    .option("-p, --pack <folder>", "the pack that defines health", wire.defaultPack)
    .option("--as-of <date>", "score as of the start of this day, or `now`")
    .option("-n, --limit <number>", "how many accounts each list shows", "15")
    .option("--json", "print one JSON document with every account")
    .action((options: Options) => withStore(wire, async (store) => report(wire, await scoreAll(wire, store, options), options)));
}

export function report({ terminal }: Pick<ScoringWire, "terminal">, scored: Scored, { limit, json }: Pick<Options, "limit" | "json">): void {
  if (json) {
    terminal.out(JSON.stringify({ asOf: new Date(scored.asOf).toISOString(), version: scored.version, accounts: scored.accounts.map(({ name, snapshot, standing }) => ({ name, owner: standing.owner, mrr: standing.mrr, ...snapshot })) }, null, 2));
    return;
  }
  const { pack, asOf, accounts, accountDays, elapsedMs, note } = scored;
  const perSecond = Math.round(accountDays / Math.max(elapsedMs / 1000, 0.001));
  terminal.out(`${pack.pack.name}, as of ${localDate(asOf, pack.pack.timezone)} (${pack.pack.timezone}), version ${scored.version.slice(0, 12)}`);
  if (note) terminal.out(note);
  terminal.out("");
  terminal.out(portfolioText({ pack, accounts, asOf, compareDays, limit: Number(limit), paint: terminal.paint }));
  terminal.out(`\nScored ${accountDays.toLocaleString("en-US")} account-days in ${(elapsedMs / 1000).toFixed(1)} s (${perSecond.toLocaleString("en-US")} a second). bellwether explain <account> says why.`);
}
