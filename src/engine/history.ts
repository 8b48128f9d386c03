import type { AccountLog } from "../accounts/account-log.ts";
import type { Standing } from "../accounts/standing.ts";
import { type Instant, midnightsBetween } from "../lib/zone.ts";
import type { BandMemory } from "../scores/bands.ts";
import type { PersonalAdjustment } from "../scores/adjustment.ts";
import type { ScoreCard } from "../scores/card.ts";
import type { CompiledModel } from "../scores/core.ts";
import { type Remembered, shown } from "../scores/explain.ts";
import { type Override, overrideAt } from "../scores/override.ts";
import { BandChain, DwellLimits } from "./band-chain.ts";
import { type LaidFoundation, onFoundations } from "./retention/foundation.ts";
import type { Foundations } from "./retention/ports.ts";
import type { AccountReader, Measurements, Measurer, SnapshotBatch, SnapshotLog } from "./ports.ts";
import { type JourneyState, scoringStage, stepJourney } from "./journey-chain.ts";
import { type MovingRow, type Scorer, circumstancesIn, rowOver } from "./scorer.ts";
import { SnapshotColumns } from "./snapshot-columns.ts";
import { StandingCache } from "./standing-cache.ts";

export interface HistoryRequest {
  readonly workspace: string;
  readonly scorer: Scorer;
  readonly version: string;
  readonly from: Instant;
  readonly to: Instant;
  /** What was known when: stored in every snapshot. */
  readonly knownAt: Instant;
  /** Only these accounts; absent means all. */
  readonly accounts?: readonly string[];
  /** What the midnight before `from` left of an account; absent when `from` is the beginning of everything. */
  readonly rememberedOf?: (account: string) => Remembered;
  /** Where it was on its journey at that midnight. */
  readonly journeyBefore?: (account: string) => JourneyState | undefined;
  /** Is told what each account begins with where that isn't what `rememberedOf` says, because what was before is gone. */
  readonly onFoundation?: (account: string, left: LaidFoundation) => void;
  /** Is told where each account of a pack with a journey is at the last midnight before an instant. */
  readonly journeys?: { readonly before: Instant; readonly note: (account: string, state: JourneyState) => void };
}

export interface HistoryPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
  readonly snapshots: Pick<SnapshotLog, "write">;
  /** Where scores begin again, once what was before is gone; absent where nothing ever goes. */
  readonly foundations?: Foundations;
}

export interface HistoryProgress {
  readonly accounts: number;
  /** How many there are to do; as many as are done, where the measurer doesn't say. */
  readonly totalAccounts: number;
  readonly accountDays: number;
  /** The latest midnight on which anybody was a customer. */
  readonly lastDay: Instant | undefined;
}

/** Scores every account at every local midnight of its life as a customer, and writes the snapshots. */
export async function scoreHistory(ports: HistoryPorts, request: HistoryRequest, progress: (done: HistoryProgress) => void): Promise<HistoryProgress> {
  const { scorer, workspace, from, to } = request;
  const { timezone: zone, currency } = scorer.pack.pack;
  const boundary = await ports.foundations?.boundary(workspace);
  const isCut = boundary !== undefined && from <= boundary;
  const instants = midnightsBetween(isCut ? boundary + 1 : from, to, zone);
  const limits = new DwellLimits(instants, zone);
  let done: HistoryProgress = { accounts: 0, totalAccounts: 0, accountDays: 0, lastDay: undefined };
  if (instants.length === 0) return done;
  const measure = { workspace, metrics: scorer.measured, zone, currency, rates: scorer.rates, instants, ...(request.accounts && { accounts: request.accounts }) };
  let writing: Promise<void> = Promise.resolve();
  for await (const measurements of ports.measurer.measureSlices(measure)) {
    const logs = await ports.accounts.readAccounts({ workspace, accounts: measurements.accounts });
    const batch = scoreSlice({ request: isCut ? await onFoundations(ports.foundations, request, measurements.accounts) : request, measurements, logs, limits });
    await writing;
    writing = batch.rows > 0 ? ports.snapshots.write(batch) : Promise.resolve();
    writing.catch(() => undefined);
    done = {
      accounts: done.accounts + measurements.accounts.length,
      totalAccounts: measurements.totalAccounts ?? done.accounts + measurements.accounts.length,
      accountDays: done.accountDays + batch.rows,
      lastDay: batch.asOf.reduce((last: Instant | undefined, asOf) => (last === undefined || asOf > last ? asOf : last), done.lastDay),
    };
    progress(done);
  }
  await writing;
  return done;
}

interface Slice {
  readonly request: HistoryRequest;
  readonly measurements: Measurements;
  readonly logs: ReadonlyMap<string, Omit<AccountLog, "born">>;
  readonly limits: DwellLimits;
}

/** The snapshots of some accounts at all midnights: pure arithmetic over what was measured and logged. */
export function scoreSlice({ request, measurements, logs, limits }: Slice): SnapshotBatch {
  const { scorer, workspace, version, knownAt } = request;
  const { accounts, instants, born } = measurements;
  const columns = new SnapshotColumns({
    workspace, version, knownAt, isMidnight: true, accounts,
    capacity: accounts.length * instants.length,
    metricCount: scorer.metricIds.length,
    mostCategories: mostCategories(scorer),
  });
  const cards = new Map<CompiledModel, ScoreCard>();
  accounts.forEach((account, place) => {
    const log: AccountLog = { account, events: [], traits: [], ...logs.get(account), born: born[place] as number };
    scoreAccount({ scorer, measurements, log, place, chain: new BandChain(limits, request.rememberedOf?.(account)), columns, cards, request });
  });
  return columns.batch();
}

/** How many categories an effective model of the pack can have at most. */
export const mostCategories = ({ pack: { model } }: Scorer): number =>
  new Set([model, ...model.variants].flatMap(({ categories }) => Object.keys(categories ?? {}))).size;

/** Where scored rows go, ascending: the categories of each, then the row itself. */
export type ScoredRows = Pick<SnapshotColumns, "addCategory" | "add">;

export interface AccountScoring {
  readonly scorer: Scorer;
  readonly measurements: Measurements;
  readonly log: AccountLog;
  readonly place: number;
  readonly chain: BandChain;
  readonly columns: ScoredRows;
  readonly cards: Map<CompiledModel, ScoreCard>;
  readonly request: Pick<HistoryRequest, "journeys" | "journeyBefore">;
  /** For a past as it was known then: the birth that was known at each instant, by its place. */
  readonly bornAt?: (instant: number) => Instant;
}

/** Scores one account at every instant at which it is a customer. */
export function scoreAccount(scoring: AccountScoring): void {
  const { scorer, measurements, log, place, bornAt, request: { journeys, journeyBefore } } = scoring;
  const { instants, metricIds } = measurements;
  let journey = journeyBefore?.(log.account);
  let noted: JourneyState | undefined;
  const standings = new StandingCache(scorer, log, bornAt ? "as known then" : "as known now");
  const row = rowOver(measurements, standings.at(instants[0] as Instant).circumstances);
  let lasting: Lasting | undefined;
  for (let instant = 0; instant < instants.length; instant += 1) {
    const asOf = instants[instant] as Instant;
    row.born = bornAt ? bornAt(instant) : log.born;
    if (asOf <= row.born) continue;
    const standing = standings.at(asOf);
    // A journey goes on to its end; only customers have a score.
    if (!standing.isCustomer && !scorer.journey) continue;
    row.asOf = asOf;
    row.offset = (place * instants.length + instant) * metricIds.length;
    row.circumstances = standing.circumstances;
    scorer.complete(row);
    let { stage = null } = standing.circumstances;
    if (scorer.journey) {
      journey = stepJourney(scorer.journey, journey, { row, standing, asOf, born: row.born });
      if (journeys && asOf < journeys.before) noted = journey;
      stage = scoringStage(scorer.journey, journey);
    }
    if (!standing.isCustomer) continue;
    if (standing !== lasting?.standing || stage !== lasting.circumstances.stage) lasting = turnTo(scoring, { standing, stage, before: lasting });
    row.circumstances = lasting.circumstances;
    row.people = lasting.adjustments;
    scoreRow(scoring, lasting, { row, instant });
  }
  if (noted) journeys?.note(log.account, noted);
}

/** What holds as long as the standing does. */
interface Lasting {
  readonly standing: Standing;
  /** Those of the standing, in the stage that the score uses. */
  readonly circumstances: Standing["circumstances"];
  readonly model: CompiledModel;
  readonly card: ScoreCard;
  readonly adjustments: readonly PersonalAdjustment[];
  readonly overrides: readonly Override[];
}

interface Turn {
  readonly standing: Standing;
  readonly stage: string | null;
  readonly before: Lasting | undefined;
}

/** Where the calendar is read every day has a standing of its own; what people set is mostly that of the day before. */
function turnTo({ scorer, cards }: AccountScoring, { standing, stage, before }: Turn): Lasting {
  const circumstances = circumstancesIn(standing.circumstances, stage);
  const model = scorer.model({ circumstances });
  const isSame = before && before.standing.adjustments === standing.adjustments && before.standing.overrides === standing.overrides;
  const { adjustments, overrides } = isSame ? before : scorer.people(standing);
  return { standing, circumstances, model, card: cardFor(model, cards), adjustments, overrides };
}

function scoreRow({ scorer, place, chain, columns }: AccountScoring, { standing, circumstances, model, card, overrides }: Lasting, { row, instant }: { row: MovingRow; instant: number }): void {
  model.score(row, card);
  const memory = chain.step(model, card, { asOf: row.asOf, instant });
  const override = overrides.length > 0 ? overrideAt(overrides, row.asOf, scorer.pack.pack.timezone) : undefined;
  const result = override ? shown({ score: Number.isNaN(card.score) ? null : card.score, band: memory.band }, override, model) : { score: card.score, band: memory.band };
  for (let category = 0; category < model.categories.length; category += 1) columns.addCategory(card.categoryScores[category] as number, chain.categories[category] as BandMemory);
  columns.add(
    {
      account: place,
      asOf: row.asOf,
      model: model.model.key,
      stage: circumstances.stage ?? "",
      score: result.score ?? Number.NaN,
      band: result.band,
      mean: card.mean,
      computedScore: card.score,
      computedBand: memory.band,
      computedSince: memory.since,
      coverage: card.coverage,
      mrr: standing.mrr ?? Number.NaN,
    },
    row,
  );
}

/** One card for each model, written over by every row that it scores. */
function cardFor(model: CompiledModel, cards: Map<CompiledModel, ScoreCard>): ScoreCard {
  const known = cards.get(model);
  if (known) return known;
  const card = model.card();
  cards.set(model, card);
  return card;
}
