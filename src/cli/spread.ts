import type { Command } from "commander";
import type { ScoredAccount } from "../engine/score-now.ts";
import type { Client } from "../contract/client.ts";
import { presentSpread, spreadSubjectOf } from "../engine/answers/spread.ts";
import { MetricSpread } from "../insights/spread/lopsided-metrics.ts";
import { scoresByTens, spreadBySegment } from "../insights/spread/spread.ts";
import { localDate } from "../lib/zone.ts";
import { nearlyThere } from "../scores/portfolio.ts";
import { noteLine, packOf } from "./answer-view.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { urlOption, withServer } from "./remote.ts";
import { scoredRows } from "./scored-rows.ts";
import { type ScoreOptions, type Scored, type ScoringWire, scoreAll, withStore } from "./scoring.ts";
import { spreadText } from "./spread-text.ts";

interface Options extends ScoreOptions {
  readonly limit: number;
  readonly json?: boolean;
  readonly url?: string;
}

/** `bellwether spread`: whether the bands tell accounts apart, and what would make them. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("spread")
    .description("How accounts spread over the bands, per segment; what to change where nearly all are in one; who is at the top of yellow and red; who has no band, and why")
    .summary("whether the bands tell your customers apart")
    .addOption(packOption())
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many lines each list shows"))
    .option("--json", "print one JSON document")
    .addOption(urlOption())
    .action(async (options: Options) => {
      if (options.url === undefined) await withStore(wire, async (store) => report(wire, await scoreAll(wire, store, options), options));
      else await withServer(wire, options.url, (client) => reportRemote(wire, client, options));
    });
}

function report({ terminal }: ScoringWire, { pack, asOf, version, accounts, note }: Scored, { limit, json }: Options): void {
  const metrics = new MetricSpread();
  for (const { snapshot } of accounts) metrics.note(snapshot.metrics);
  const [subjects, lopsided] = [accounts.map(spreadSubjectOf), metrics.lopsided()];
  if (json) {
    terminal.out(jsonText({ asOf, version, bands: pack.model.bands, segments: spreadBySegment(subjects, Object.keys(pack.segments)), scores: scoresByTens(subjects), lopsidedMetrics: lopsided, nearlyThere: nearby(accounts), withoutBand: withoutBand(accounts) }));
    return;
  }
  const answer = presentSpread({ pack, subjects, lopsided, rows: scoredRows(accounts) });
  terminal.out(`${headText(pack.pack.name, asOf, pack.pack.timezone)}${note === undefined ? "" : `${note}\n`}\n${spreadText(answer, { limit, paint: terminal.paint })}`);
}

const headText = (name: string, asOf: number, zone: string): string => `${name}: spread as of ${localDate(asOf, zone)}\n`;

/** The same from the answer of a server. */
async function reportRemote({ terminal }: ScoringWire, client: Client, { asOf, limit, json }: Options): Promise<void> {
  const [answer, { name, zone }] = await Promise.all([client.getSpread({ asOf }), packOf(client)]);
  terminal.out(json ? jsonText(answer) : `${headText(name, Date.parse(answer.asOf), zone)}${noteLine(answer.note)}\n${spreadText(answer, { limit, paint: terminal.paint })}`);
}

const nearby = (accounts: readonly ScoredAccount[]): object[] =>
  nearlyThere(accounts.map((scored) => ({ scored, score: scored.snapshot.score, band: scored.snapshot.band })), ({ scored }) => scored.model.model.bands).map(({ account: { scored, score, band }, points, band: next }) => ({ account: scored.account, name: scored.name, score, band, next, points }));

const withoutBand = (accounts: readonly ScoredAccount[]): object[] =>
  accounts.filter(({ snapshot }) => snapshot.unknown).map(({ account, name, snapshot }) => ({ account, name, unknown: snapshot.unknown, missing: snapshot.metrics.flatMap(({ metric, raw }) => ("missing" in raw ? [{ metric, reason: raw.missing }] : [])) }));
