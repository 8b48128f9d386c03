import type { Command } from "commander";
import type { Client } from "../contract/client.ts";
import { presentRevenue, retentionIn, riskSubjectOf } from "../engine/answers/revenue.ts";
import { revenueDefinitions } from "../engine/answers/revenue-words.ts";
import type { PortfolioRow } from "../engine/portfolio/row.ts";
import { compileScorer } from "../engine/scorer.ts";
import { revenueAtRisk, risksOf } from "../insights/money/at-risk.ts";
import { yearsBefore } from "../lib/month.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { noteLine, packOf } from "./answer-view.ts";
import { compare } from "./benchmarking.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { urlOption, withServer } from "./remote.ts";
import { revenueText } from "./revenue-text.ts";
import { scoredRows } from "./scored-rows.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, dayOf, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly since?: string;
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `bellwether revenue`: recurring revenue at risk, and how much of it is kept. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("revenue")
    .description("Recurring revenue at risk by stage, segment, owner and month of renewal, and its gross and net retention, from contracts")
    .summary("recurring revenue at risk, and how much is kept")
    .addOption(packOption())
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .option("--since <date>", "retention since this day (default: a year before)")
    .addOption(limitOption("how many lines each table shows"))
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (options: Options) => {
      if (options.url === undefined) await withStore(wire, (store) => revenue(wire, store, options));
      else await withServer(wire, options.url, (client) => revenueRemote(wire, client, options));
    });
}

async function revenue({ terminal, ...wire }: ScoringWire, store: ScoringStore, options: Options): Promise<void> {
  const scored = await scoreAll({ terminal, ...wire }, store, options);
  const { pack, asOf, version, note } = scored;
  const { held } = await compare(wire, store, scored);
  const rows = scoredRows(scored.accounts, held);
  const period = { start: periodStart(options, scored), end: asOf };
  const retention = await retentionIn(store, { workspace: wire.workspace, scorer: compileScorer(pack), period });
  if (options.json) {
    const atRisk = revenueAtRisk(rows.map(riskSubjectOf), pack.revenue, pack.pack.timezone);
    const risky = rows.map((row) => ({ row, risks: risksOf(riskSubjectOf(row), pack.revenue) })).filter(({ row, risks }) => risks.length > 0 && row.mrr !== null).sort((one, other) => (other.row.mrr ?? 0) - (one.row.mrr ?? 0));
    terminal.out(jsonText({ asOf, version, currency: pack.pack.currency, definitions: revenueDefinitions(pack, period), atRisk, accounts: risky.map(riskyDocument), retention: { periodStart: period.start, periodEnd: period.end, ...retention } }));
    return;
  }
  const answer = presentRevenue(rows, { pack, retention, period, limit: options.limit });
  terminal.out(`${headText(pack.pack.name, asOf, pack.pack.timezone)}${note === undefined ? "" : `${note}\n`}\n${revenueText(answer, { zone: pack.pack.timezone, limit: options.limit, paint: terminal.paint })}`);
}

const headText = (name: string, asOf: Instant, zone: string): string => `${name}: recurring revenue as of ${localDate(asOf, zone)}\n`;
const mostListed = 1000;

/** The same from the answer of a server. */
async function revenueRemote({ terminal }: ScoringWire, client: Client, { asOf, since, limit, json }: Options): Promise<void> {
  const [answer, { name, zone }] = await Promise.all([client.getRevenue({ asOf, since, limit: Math.min(limit, mostListed) }), packOf(client)]);
  terminal.out(json ? jsonText(answer) : `${headText(name, Date.parse(answer.asOf), zone)}${noteLine(answer.note)}\n${revenueText(answer, { zone, limit, paint: terminal.paint })}`);
}

const riskyDocument = ({ row: { account, name, owner, mrr, renewal, stage, segments, score, band }, risks }: { readonly row: PortfolioRow; readonly risks: readonly string[] }): object => ({ account, name, owner, mrr, renewal, stage, segments, score, band, risks });

function periodStart({ since }: Options, { pack, asOf }: Scored): Instant {
  const { timezone: zone } = pack.pack;
  if (since === undefined) return yearsBefore(asOf, 1, zone);
  const start = dayOf("--since", since, { zone, now: asOf });
  if (start >= asOf) throw new Refused(`--since takes a day before the one that is looked at (${localDate(asOf, zone)}), not \`${since}\`.`);
  return start;
}
