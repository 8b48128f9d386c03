import type { AccountLog } from "../accounts/account-log.ts";
import type { Standing } from "../accounts/standing.ts";
import { compilePlaces, type Place } from "../insights/benchmarks/place.ts";
import { type PastStandings, overall } from "../insights/benchmarks/standings.ts";
import { defaultOutcomeDefinition } from "../insights/outcomes/definition.ts";
import { deriveOutcomes } from "../insights/outcomes/derive.ts";
import { recordedBefore, statementsBefore } from "../insights/outcomes/from-log.ts";
import { decisionsOf } from "../insights/outcomes/observe.ts";
import { monthStart, monthStartsBetween } from "../lib/month.ts";
import { type Instant, midnightsBetween } from "../lib/zone.ts";
import type { ScoreCard } from "../scores/card.ts";
import type { CompiledModel } from "../scores/core.ts";
import { isCovered } from "../scores/explain.ts";
import { type JourneyState, scoringStage, stepJourney } from "./journey-chain.ts";
import type { AccountReader, Measurements, Measurer } from "./ports.ts";
import { type MovingRow, type Scorer, inStage, rowOver } from "./scorer.ts";
import { StandingCache } from "./standing-cache.ts";

export interface StandingsRequest {
  readonly workspace: string;
  readonly scorer: Scorer;
  /** The earliest fact. */
  readonly from: Instant;
  readonly asOf: Instant;
}

export interface StandingsPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
}

/** A slice of accounts, scored at all instants. */
type Scored = Pick<PastStandings, "accounts" | "scores" | "places"> & { readonly logs: readonly AccountLog[] };

/**
 * How every account stood at each start of a local month, and what became of it: what benchmarks at the instant rest on. It is
 * told under the scorer's model, and by what was known at the start of the month in which the instant lies: what came later, of
 * whatever time it speaks, changes nothing before the next month begins.
 */
export async function readStandings(ports: StandingsPorts, request: StandingsRequest, progress: (accounts: number) => void): Promise<PastStandings> {
  const { workspace, scorer, from, asOf } = request;
  const { timezone: zone, currency } = scorer.pack.pack;
  const frozenAt = monthStart(asOf, zone);
  const instants = monthStartsBetween(from, frozenAt, zone);
  // A journey goes from midnight to midnight; without one the starts of months are enough.
  const measuredAt = scorer.journey ? midnightsBetween(from, frozenAt, zone) : instants;
  const columns = new Map(instants.map((instant, column) => [instant, column]));
  const subjects = subjectsOf(scorer);
  const placeOf = compilePlaces(scorer.pack.benchmarks);
  const parts: Scored[] = [];
  let accounts = 0;
  const measure = { workspace, metrics: scorer.measured, zone, currency, rates: scorer.rates, instants: measuredAt, knownAt: frozenAt };
  for await (const slice of instants.length > 0 ? ports.measurer.measureSlices(measure) : []) {
    const read = await ports.accounts.readAccounts({ workspace, accounts: slice.accounts, knownAt: frozenAt });
    const logs = slice.accounts.map((account, place): AccountLog => ({ account, events: [], traits: [], ...read.get(account), born: slice.born[place] as number }));
    parts.push(scoreSlice({ scorer, slice, logs, columns, subjects, placeOf }));
    progress((accounts += slice.accounts.length));
  }
  return { instants, subjects, frozenAt, ...joined(parts), ...becameOf(parts.flatMap(({ logs }) => logs), { scorer, frozenAt }) };
}

/** Ids of scores are unique in a model, also beyond its variants. */
function subjectsOf({ pack: { model } }: Scorer): string[] {
  const categories = [model, ...model.variants].flatMap((layer) => Object.entries(layer.categories ?? {}));
  return [...new Set([overall, ...categories.map(([id]) => id), ...categories.flatMap(([, { metrics }]) => Object.keys(metrics ?? {}))])];
}

interface SliceScoring {
  readonly scorer: Scorer;
  readonly slice: Measurements;
  readonly logs: readonly AccountLog[];
  /** The starts of months among the instants of the slice, each with its place. */
  readonly columns: ReadonlyMap<Instant, number>;
  readonly subjects: readonly string[];
  readonly placeOf: ReturnType<typeof compilePlaces>;
}

function scoreSlice(scoring: SliceScoring): Scored {
  const { slice, logs, columns, subjects } = scoring;
  const cells = slice.accounts.length * columns.size;
  const scores = new Float64Array(cells * subjects.length).fill(Number.NaN);
  const places: (Place | undefined)[] = Array.from({ length: cells });
  const sheets = new Map<CompiledModel, Sheet>();
  logs.forEach((log, account) => scoreAccount(scoring, { log, account, scores, places, sheets }));
  return { accounts: slice.accounts, scores, places, logs };
}

/** Where the scores of a model's card go. */
interface Sheet {
  readonly card: ScoreCard;
  readonly categories: readonly number[];
  readonly metrics: readonly number[];
}

interface AccountScoring {
  readonly log: AccountLog;
  readonly account: number;
  readonly scores: Float64Array;
  readonly places: (Place | undefined)[];
  readonly sheets: Map<CompiledModel, Sheet>;
}

function scoreAccount(scoring: SliceScoring, own: AccountScoring): void {
  const { scorer, slice, columns } = scoring;
  const { instants, metricIds } = slice;
  const { log, account } = own;
  const standings = new StandingCache(scorer, log);
  const row = rowOver(slice, standings.at(instants[0] as Instant).circumstances);
  row.born = log.born;
  let journey: JourneyState | undefined;
  instants.forEach((asOf, place) => {
    if (asOf <= log.born) return;
    const standing = standings.at(asOf);
    if (!standing.isCustomer && !scorer.journey) return;
    Object.assign(row, { asOf, offset: (account * instants.length + place) * metricIds.length, circumstances: standing.circumstances });
    scorer.complete(row);
    if (scorer.journey) journey = stepJourney(scorer.journey, journey, { row, standing, asOf, born: log.born });
    const column = columns.get(asOf);
    if (column === undefined || !standing.isCustomer) return;
    const stage = scorer.journey && journey ? scoringStage(scorer.journey, journey) : (standing.circumstances.stage ?? null);
    scoreStanding(scoring, own, { row, standing: inStage(standing, stage), cell: account * columns.size + column });
  });
}

function scoreStanding({ scorer, subjects, placeOf }: SliceScoring, { scores, places, sheets }: AccountScoring, { row, standing, cell }: { row: MovingRow; standing: Standing; cell: number }): void {
  row.circumstances = standing.circumstances;
  row.people = scorer.people(standing).adjustments;
  const model = scorer.model(standing);
  const { card, categories, metrics } = sheetFor(model, subjects, sheets);
  model.score(row, card);
  places[cell] = placeOf(standing.circumstances);
  const at = cell * subjects.length;
  // A score that rests on too little is none.
  if (isCovered(card.coverage, model)) scores[at] = card.score;
  categories.forEach((slot, place) => (scores[at + slot] = card.categoryScores[place] as number));
  metrics.forEach((slot, place) => (scores[at + slot] = card.metricScores[place] as number));
}

function sheetFor(model: CompiledModel, subjects: readonly string[], sheets: Map<CompiledModel, Sheet>): Sheet {
  const known = sheets.get(model);
  if (known) return known;
  const slots = (parts: readonly { readonly id: string }[]): number[] => parts.map(({ id }) => subjects.indexOf(id));
  const sheet = { card: model.card(), categories: slots(model.categories), metrics: slots(model.metrics) };
  sheets.set(model, sheet);
  return sheet;
}

function joined(parts: readonly Scored[]): Pick<PastStandings, "accounts" | "scores" | "places"> {
  const scores = new Float64Array(parts.reduce((sum, part) => sum + part.scores.length, 0));
  let at = 0;
  for (const part of parts) {
    scores.set(part.scores, at);
    at += part.scores.length;
  }
  return { accounts: parts.flatMap(({ accounts }) => accounts), scores, places: parts.flatMap(({ places }) => places) };
}

/** Renewals and losses that were known when the past was frozen; the logs hold nothing that was known later. */
function becameOf(logs: readonly AccountLog[], { scorer, frozenAt }: { scorer: Scorer; frozenAt: Instant }): Pick<PastStandings, "decisions" | "spans" | "knownTo"> {
  const { timezone: zone, currency } = scorer.pack.pack;
  const money = { currency, rates: scorer.rates };
  const { outcomes, spans, knownTo } = deriveOutcomes({
    statements: logs.flatMap((log) => statementsBefore(log, frozenAt, money)),
    recorded: logs.flatMap((log) => recordedBefore(log, frozenAt)),
    definition: scorer.pack.outcomes ?? defaultOutcomeDefinition,
    asOf: frozenAt,
    zone,
  });
  return { decisions: decisionsOf(outcomes).filter(({ knownAt }) => knownAt <= frozenAt), spans, knownTo };
}
