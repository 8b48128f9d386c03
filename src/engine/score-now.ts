import type { AccountLog } from "../accounts/account-log.ts";
import type { Standing } from "../accounts/standing.ts";
import { type Instant, localMidnight, shiftDays } from "../lib/zone.ts";
import type { ScoringRow } from "../scores/card.ts";
import type { CompiledModel } from "../scores/core.ts";
import { type Remembered, takeSnapshot } from "../scores/explain.ts";
import type { Result, Snapshot } from "../scores/snapshot.ts";
import { type HistoryPorts, type HistoryProgress, scoreHistory } from "./history.ts";
import { type JourneyState, type LineAt, journeyAt, scoringStage, stepJourney } from "./journey-chain.ts";
import type { AccountReader, Measurements, Measurer } from "./ports.ts";
import { Memories } from "./remembered.ts";
import { type Scorer, inStage, rowOver, standingAt } from "./scorer.ts";

export interface ScoreRequest {
  readonly workspace: string;
  readonly scorer: Scorer;
  readonly version: string;
  /** The earliest fact: bands remember from there on. */
  readonly from: Instant;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** Only these accounts; absent means all. */
  readonly accounts?: readonly string[];
  /** The score of how many days earlier is given along. */
  readonly compareDays: number;
  /** Is told how every account goes, also those that are no customers any more. */
  readonly onJourney?: (found: AccountJourney) => void;
}

/** An account of a pack with a journey, as it goes in each of its lines of business. */
export interface AccountJourney {
  readonly account: string;
  readonly name: string;
  readonly standing: Standing;
  readonly lines: readonly LineAt[];
}

/**
 * Scores every midnight up to the instant, writes them, and then the instant itself, whose bands remember the last
 * midnight. Accounts that are no customers at the instant are left out.
 */
export async function scoreNow(ports: HistoryPorts, request: ScoreRequest, progress: (done: HistoryProgress) => void): Promise<ScoredAccount[]> {
  const { scorer, workspace, version, from, asOf, knownAt, accounts, compareDays } = request;
  const zone = scorer.pack.pack.timezone;
  const comparedAt = shiftDays(localMidnight(asOf, zone), -compareDays, zone);
  const memories = new Memories(scorer, { before: asOf, comparedAt });
  const writing = { ...ports, snapshots: { write: (batch: Parameters<typeof ports.snapshots.write>[0]) => (memories.note(batch), ports.snapshots.write(batch)) } };
  const states = new Map<string, JourneyState>();
  const journeys = { before: asOf, note: (account: string, state: JourneyState): void => void states.set(account, state) };
  await scoreHistory(writing, { workspace, scorer, version, from, to: asOf, knownAt, journeys, onFoundation: memories.laid(states), ...(accounts && { accounts }) }, progress);
  return scoreAccounts(ports, {
    workspace, scorer, version, asOf, knownAt,
    ...(accounts && { accounts }),
    rememberedOf: (account) => memories.rememberedOf(account),
    journeyBefore: (account) => states.get(account),
    scoreBefore: (account) => memories.scoreOf(account),
    ...(request.onJourney && { onJourney: request.onJourney }),
  });
}

/** An account as it stands at the instant. */
export interface ScoredAccount {
  readonly account: string;
  readonly name: string;
  readonly snapshot: Snapshot;
  /** What the data alone say: without pulses, overrides and people's adjustments. */
  readonly independent: Result;
  /** Metrics that people are asked about it. */
  readonly asked: readonly string[];
  /** The time of its first fact. */
  readonly born: Instant;
  readonly standing: Standing;
  readonly model: CompiledModel;
  readonly remembered: Remembered;
  /** How it went on its journey at the midnight before; undefined where there was none. */
  readonly journeyBefore: JourneyState | undefined;
  /** What was scored: the cells of this account alone, at offset 0. */
  readonly row: ScoringRow;
  /** The score of `compareDays` earlier; undefined when it had none then. */
  readonly scoreBefore: number | undefined;
  /** Empty where the pack has no journey. */
  readonly journey: readonly LineAt[];
}

export interface AccountsRequest {
  readonly workspace: string;
  readonly scorer: Scorer;
  readonly version: string;
  readonly asOf: Instant;
  readonly knownAt: Instant;
  /** Only these accounts; absent means all. */
  readonly accounts?: readonly string[];
  /** What bands remember of the midnight before the instant. */
  readonly rememberedOf: (account: string) => Remembered;
  /** How it went on its journey at that midnight; undefined where there was none. */
  readonly journeyBefore: (account: string) => JourneyState | undefined;
  readonly scoreBefore: (account: string) => number | undefined;
  /** Is told how every account goes, also those that are no customers any more. */
  readonly onJourney?: (found: AccountJourney) => void;
}

export interface AccountsPorts {
  readonly measurer: Pick<Measurer, "measure">;
  readonly accounts: AccountReader;
}

/** Scores accounts at one instant, whose bands remember the last midnight. Accounts that are no customers then are left out. */
export async function scoreAccounts(ports: AccountsPorts, request: AccountsRequest): Promise<ScoredAccount[]> {
  const { scorer, workspace, asOf, accounts } = request;
  const { timezone: zone, currency } = scorer.pack.pack;
  const measuring = ports.measurer.measure({ workspace, metrics: scorer.measured, zone, currency, rates: scorer.rates, instants: [asOf], ...(accounts && { accounts }) });
  // Where it is known whom it is about, both are read at once: few accounts cost little more than the asking.
  const readLogs = (about: readonly string[]): ReturnType<AccountReader["readAccounts"]> => ports.accounts.readAccounts({ workspace, accounts: about });
  const [measurements, logs] = accounts ? await Promise.all([measuring, readLogs(accounts)]) : [await measuring, await readLogs((await measuring).accounts)];
  return measurements.accounts.flatMap((account, place) => {
    const log: AccountLog = { account, events: [], traits: [], ...logs.get(account), born: measurements.born[place] as number };
    return scoreAccount(request, { measurements, place, log }) ?? [];
  });
}

interface Measured {
  readonly measurements: Measurements;
  readonly place: number;
  readonly log: AccountLog;
}

function scoreAccount(request: AccountsRequest, measured: Measured): ScoredAccount | undefined {
  const { scorer, version, asOf, knownAt } = request;
  const { account } = measured.log;
  const found = standingAt(scorer, measured.log, asOf);
  if (!found.isCustomer && !scorer.journey) return undefined;
  const row = rowAt(scorer, measured, found);
  const { journey, stage } = journeyNow(request, { row, log: measured.log, standing: found });
  const named = found.circumstances.traits.get("name");
  const name = typeof named === "string" ? named : account;
  if (scorer.journey) request.onJourney?.({ account, name, standing: found, lines: journey });
  if (!found.isCustomer) return undefined;
  const remembered = request.rememberedOf(account);
  const standing = inStage(found, stage);
  const model = scorer.model(standing);
  const scored: ScoringRow = { ...row, circumstances: standing.circumstances };
  const { overrides } = scorer.people(standing);
  const snapshot = takeSnapshot({ about: { account, knownAt, version }, model, row: scored, overrides, remembered, zone: scorer.pack.pack.timezone });
  return { account, name, snapshot, independent: scorer.independent(scored, standing), asked: scorer.asked(standing), born: measured.log.born, standing, model, remembered, row: scored, scoreBefore: request.scoreBefore(account), journeyBefore: request.journeyBefore(account), journey };
}

/** How an account goes at the instant of a row; without a journey its stage is the one that a person set. */
function journeyNow({ scorer, journeyBefore }: AccountsRequest, { row, log, standing }: { row: ScoringRow; log: AccountLog; standing: Standing }): { journey: readonly LineAt[]; stage: string | null } {
  if (!scorer.journey) return { journey: [], stage: standing.circumstances.stage ?? null };
  const sight = { row, standing, asOf: row.asOf, born: log.born };
  const state = stepJourney(scorer.journey, journeyBefore(log.account), sight);
  return { journey: journeyAt(scorer.journey, state, sight), stage: scoringStage(scorer.journey, state) };
}

/** One account at the only instant of a measurement, with cells of its own. */
function rowAt(scorer: Scorer, { measurements, place, log }: Measured, standing: Standing): ScoringRow {
  const width = measurements.metricIds.length;
  const cells = { ...measurements, values: measurements.values.slice(place * width, (place + 1) * width), states: measurements.states.slice(place * width, (place + 1) * width) };
  const row = rowOver(cells, standing.circumstances);
  row.asOf = measurements.instants[0] as Instant;
  row.born = log.born;
  row.people = scorer.people(standing).adjustments;
  scorer.complete(row);
  return row;
}
