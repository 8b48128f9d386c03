import type { Command } from "commander";
import type { AccountRow } from "../contract/account-row.ts";
import type { Client } from "../contract/client.ts";
import { nearest } from "../engine/answers/portfolio.ts";
import { accountRowOf } from "../engine/answers/present.ts";
import { summaryOf } from "../engine/answers/summary.ts";
import type { PortfolioRow } from "../engine/portfolio/row.ts";
import { rollUpsOf } from "../engine/families.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { localDate } from "../lib/zone.ts";
import { lineDocument } from "./journey-text.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { type PortfolioView, portfolioText } from "./portfolio-text.ts";
import { noteText, urlOption, withServer } from "./remote.ts";
import { rollUpsText } from "./roll-up-text.ts";
import { scoredRows } from "./scored-rows.ts";
import { type ScoreOptions, type Scored, type ScoringWire, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `bellwether score`: every account, every day of its life, and the portfolio of today. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("score")
    .description("Score every account for every day of its life, and print the portfolio")
    .summary("score every account, and print the portfolio")
    .addOption(packOption())
    .option("--as-of <date>", "score as of the start of this day, or `now`")
    .addOption(limitOption())
    .option("--json", "print one JSON document with every account")
    .addOption(urlOption())
    .action(async (options: Options) => {
      if (options.url === undefined) await withStore(wire, async (store) => report(wire, await scoreAll(wire, store, options), options));
      else await withServer(wire, options.url, (client) => reportRemote(wire, client, options));
    });
}

/** Every account with everything that explains its score. */
function document({ pack, asOf, version, accounts }: Scored): object {
  const rollUps = rollUpsOf(pack, accounts);
  return { asOf, version, ...(rollUps && { rollUps: { by: rollUps.by, accounts: rollUps.rolledUp, findings: rollUps.findings } }), accounts: accounts.map(documentOf) };
}

function documentOf({ name, snapshot, standing, scoreBefore, journey }: ScoredAccount): object {
  return { name, owner: standing.owner, mrr: standing.mrr, renewal: standing.renewal, scoreBefore: scoreBefore ?? null, ...snapshot, ...(journey.length > 0 && { journey: journey.map(lineDocument) }) };
}

/** What was scored, as the API would answer it. */
function portfolioOf({ pack, accounts }: Scored, limit: number): Pick<PortfolioView, "summary" | "worst" | "near"> {
  const rows = scoredRows(accounts);
  const shown = (some: readonly PortfolioRow[]): AccountRow[] => some.slice(0, limit).map((row) => accountRowOf(row, pack, { sparkline: false }));
  return {
    summary: summaryOf(rows, pack),
    worst: shown(rows.filter(({ band }) => band === "red").sort((left, right) => (left.score ?? Infinity) - (right.score ?? Infinity))),
    near: shown(rows.filter(({ nextUp }) => nextUp !== undefined).sort(nearest)),
  };
}

const mostNear = 50;

/** The same from the answers of a server, which has scored already. */
async function reportRemote({ terminal }: ScoringWire, client: Client, { asOf, limit, json }: Options): Promise<void> {
  const [summary, worst, near, pack] = await Promise.all([
    client.getSummary({ asOf }),
    client.listAccounts({ asOf, band: "red", limit, sparkline: "no" }),
    client.getNearlyThere({ asOf, limit: Math.min(limit, mostNear) }),
    client.getPack({}),
  ]);
  if (json) {
    terminal.out(JSON.stringify({ ...summary, worst: worst.accounts, nearlyThere: near.accounts }, null, 2));
    return;
  }
  const zone = pack.timezone;
  const now = Date.parse(summary.asOf);
  terminal.out(`${pack.name}, as of ${localDate(now, zone)} (${zone}), version ${summary.version.slice(0, 12)}`);
  if (summary.note !== null) terminal.out(noteText(summary.note));
  terminal.out("");
  terminal.out(portfolioText({ summary, worst: worst.accounts, near: near.accounts.map(({ row }) => row), asOf: now, zone, limit, paint: terminal.paint }));
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
  terminal.out(portfolioText({ ...portfolioOf(scored, limit), asOf, zone: pack.pack.timezone, limit, paint: terminal.paint }));
  const rollUps = rollUpsOf(pack, accounts);
  if (rollUps && rollUps.rolledUp.length + rollUps.findings.length > 0) {
    terminal.out(`\n${rollUpsText(rollUps, { names: new Map(accounts.map(({ account, name }) => [account, name])), currency: pack.pack.currency, limit, paint: terminal.paint })}`);
  }
  terminal.out(`\nScored ${accountDays.toLocaleString("en-US")} account-days in ${(elapsedMs / 1000).toFixed(1)} s (${perSecond.toLocaleString("en-US")} a second). bellwether explain <account> says why.`);
}
