import type { Command } from "commander";
import { readLogs } from "../engine/account-logs.ts";
import type { ScoredAccount } from "../engine/score-now.ts";
import { compileScorer } from "../engine/scorer.ts";
import { isCompared } from "../insights/benchmarks/gap.ts";
import { type RiskSubject, revenueAtRisk, risksOf } from "../insights/money/at-risk.ts";
import { type Retention, retentionOf } from "../insights/money/retention.ts";
import { yearsBefore } from "../lib/month.ts";
import { type Instant, localDate } from "../lib/zone.ts";
import { type ComparedAccount, compare } from "./benchmarking.ts";
import { jsonText } from "./json-text.ts";
import { limitOption, packOption } from "./options.ts";
import { revenueDefinitions } from "../engine/answers/revenue-words.ts";
import { revenueText } from "./revenue-text.ts";
import { Refused, type ScoreOptions, type Scored, type ScoringStore, type ScoringWire, dayOf, scoreAll, withStore } from "./scoring.ts";

interface Options extends ScoreOptions {
  readonly since?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `bellwether revenue`: recurring revenue at risk, and how much of it is kept. */
export function register(program: Command, wire: ScoringWire): void {
  program
    .command("revenue")
    .description("Recurring revenue at risk by stage, segment, owner and month of renewal, and its gross and net retention, from contracts")
    .summary("recurring revenue at risk, and how much is kept")
    .addOption(packOption(wire.defaultPack))
    .option("--as-of <date>", "as of the start of this day, or `now`")
    .option("--since <date>", "retention since this day (default: a year before)")
    .addOption(limitOption("how many lines each table shows"))
    .option("--json", "print one JSON document")
    .action((options: Options) => withStore(wire, (store) => revenue(wire, store, options)));
}

async function revenue(wire: ScoringWire, store: ScoringStore, options: Options): Promise<void> {
  const scored = await scoreAll(wire, store, options);
  const { pack, asOf, version, note } = scored;
  const { accounts } = await compare(wire, store, scored);
  const subjects = accounts.map((compared) => ({ compared, subject: subjectOf(compared) }));
  const atRisk = revenueAtRisk(subjects.map(({ subject }) => subject), pack.revenue, pack.pack.timezone);
  const risky = subjects
    .map(({ compared: { scored: one }, subject }) => ({ scored: one, risks: risksOf(subject, pack.revenue) }))
    .filter(({ scored: { standing }, risks }) => risks.length > 0 && standing.mrr !== null)
    .toSorted((one, other) => (other.scored.standing.mrr ?? 0) - (one.scored.standing.mrr ?? 0));
  const period = { start: periodStart(options, scored), end: asOf };
  const retention = await retained(wire, store, { scored, period });
  if (options.json) {
    wire.terminal.out(jsonText({ asOf, version, currency: pack.pack.currency, definitions: revenueDefinitions(pack, period), atRisk, accounts: risky.map(riskyDocument), retention: { periodStart: period.start, periodEnd: period.end, ...retention } }));
    return;
  }
  wire.terminal.out(`${pack.pack.name}: recurring revenue as of ${localDate(asOf, pack.pack.timezone)}`);
  if (note) wire.terminal.out(note);
  wire.terminal.out(`\n${revenueText({ pack, atRisk, risky, retention, period, limit: options.limit, paint: wire.terminal.paint })}`);
}

function subjectOf({ scored: { account, snapshot, standing, scoreBefore, journey }, gap }: ComparedAccount): RiskSubject {
  return {
    account,
    band: snapshot.band,
    score: snapshot.score,
    scoreBefore,
    isUnderBenchmark: isCompared(gap) && gap.overall.isUnder,
    isStuck: journey.some(({ status }) => status === "stuck"),
    mrr: standing.mrr,
    stage: standing.circumstances.stage ?? null,
    segments: snapshot.segments,
    owner: standing.owner,
    renewal: standing.renewal,
  };
}

const riskyDocument = ({ scored: { account, name, snapshot, standing }, risks }: { readonly scored: ScoredAccount; readonly risks: readonly string[] }): object => ({
  account, name, owner: standing.owner, mrr: standing.mrr, renewal: standing.renewal, stage: snapshot.stage, segments: snapshot.segments, score: snapshot.score, band: snapshot.band, risks,
});

function periodStart({ since }: Options, { pack, asOf }: Scored): Instant {
  const { timezone: zone } = pack.pack;
  if (since === undefined) return yearsBefore(asOf, 1, zone);
  const start = dayOf("--since", since, { zone, now: asOf });
  if (start >= asOf) throw new Refused(`--since takes a day before the one that is looked at (${localDate(asOf, zone)}), not \`${since}\`.`);
  return start;
}

/** A period in the past is told by what is known of its contracts on its last day. */
async function retained({ workspace }: ScoringWire, store: ScoringStore, { scored: { pack, asOf }, period }: { scored: Scored; period: { start: Instant; end: Instant } }): Promise<Retention> {
  const scorer = compileScorer(pack);
  const logs = await readLogs(store, { workspace, scorer, asOf });
  return retentionOf(logs, { periodStart: period.start, periodEnd: period.end, asOf, money: { currency: pack.pack.currency, rates: scorer.rates }, late: pack.revenue.late });
}
