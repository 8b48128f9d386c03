import type { Command } from "commander";
import type { ScoredAccount } from "../engine/score-now.ts";
import { lopsidedMetrics } from "../insights/spread/lopsided-metrics.ts";
import { type SpreadSubject, scoresByTens, spreadBySegment } from "../insights/spread/spread.ts";
import { localDate } from "../lib/zone.ts";
import { nearlyThere } from "../scores/portfolio.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { type ScoreOptions, type Scored, type ScoringWire, scoreAll, withStore } from "./scoring.ts";
import { type SpreadView, spreadText } from "./spread-text.ts";

interface Options extends ScoreOptions {
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether spread`: whether the bands tell accounts apart, and what would make them. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("spread")
    .description("How accounts spread over the bands, per segment; what to change where nearly all are in one; who is at the top of yellow and red; who has no band, and why")
    .summary("whether the bands tell your customers apart")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .addOption(limitOption("how many lines each list shows"))
    .option("--json", "print one JSON document")
    .action((options: Options) => withStore(wire, async (store) => report(wire, await scoreAll(wire, store, options), options)));
}

function report({ terminal }: ScoringWire, { pack, asOf, version, accounts, note }: Scored, { limit, json }: Options): void {
  const subjects = accounts.map(subjectOf);
  const view: SpreadView = {
    pack,
    accounts,
    segments: spreadBySegment(subjects, Object.keys(pack.segments)),
    parts: scoresByTens(subjects),
    lopsided: lopsidedMetrics(accounts.flatMap(({ snapshot }) => snapshot.metrics)),
    limit,
    paint: terminal.paint,
  };
  if (json) {
    terminal.out(jsonText({ asOf, version, bands: pack.model.bands, segments: view.segments, scores: view.parts, lopsidedMetrics: view.lopsided, nearlyThere: nearby(accounts), withoutBand: withoutBand(accounts) }));
    return;
  }
  terminal.out(`${pack.pack.name}: spread as of ${localDate(asOf, pack.pack.timezone)}`);
  if (note) terminal.out(note);
  terminal.out(`\n${spreadText(view)}`);
}

/** A score that rests on too little is none here. */
const subjectOf = ({ snapshot, standing }: ScoredAccount): SpreadSubject => ({
  band: snapshot.band,
  score: snapshot.unknown ? null : snapshot.computed.score,
  segments: snapshot.segments,
  mrr: standing.mrr,
});

const nearby = (accounts: readonly ScoredAccount[]): object[] =>
  nearlyThere(accounts.map((scored) => ({ scored, score: scored.snapshot.score, band: scored.snapshot.band })), ({ scored }) => scored.model.model.bands).map(({ account: { scored, score, band }, points, band: next }) => ({ account: scored.account, name: scored.name, score, band, next, points }));

const withoutBand = (accounts: readonly ScoredAccount[]): object[] =>
  accounts.filter(({ snapshot }) => snapshot.unknown).map(({ account, name, snapshot }) => ({ account, name, unknown: snapshot.unknown, missing: snapshot.metrics.flatMap(({ metric, raw }) => ("missing" in raw ? [{ metric, reason: raw.missing }] : [])) }));
