import type { AccountLog } from "../accounts/account-log.ts";
import type { Fact, MembershipFact } from "../events/fact.ts";
import type { EventCatalogue } from "../insights/won-lost/candidates.ts";
import type { Instant } from "../lib/zone.ts";
import type { MetricDefinition } from "../metrics/schema.ts";
import type { DataFacts } from "../pack/data-facts.ts";
import type { Band, BandMemory } from "../scores/bands.ts";

/** Metrics by id, as a pack defines them. */
export type Metrics = Readonly<Record<string, MetricDefinition>>;

/** Dated exchange rates into the pack's currency: currency -> [from, rate], ascending. */
export type Rates = Readonly<Record<string, readonly (readonly [from: Instant, rate: number])[]>>;

export interface MeasureRequest {
  readonly workspace: string;
  readonly metrics: Metrics;
  readonly zone: string;
  readonly currency: string;
  readonly rates: Rates;
  /** Which accounts; absent means all that have a fact. */
  readonly accounts?: readonly string[];
  /** Ascending. */
  readonly instants: readonly Instant[];
  /** Only facts known by then count; absent means all that is known now. */
  readonly knownAt?: Instant;
}

/**
 * Values of every metric for every account at every instant, as columns. The cell of account i, instant j,
 * metric k is at `(i * instants.length + j) * metricIds.length + k`. `values` is NaN where `states` is not 0;
 * states are those of `metrics/value.ts`. An account that isn't born at an instant has `born[i]` >= that instant.
 */
export interface Measurements {
  readonly accounts: readonly string[];
  readonly instants: readonly Instant[];
  readonly metricIds: readonly string[];
  readonly values: Float64Array;
  readonly states: Uint8Array;
  /** Earliest time of a fact of each account. */
  readonly born: Float64Array;
  /** Of a slice: how many accounts all slices have together. */
  readonly totalAccounts?: number;
}

/** Measures metrics from the log. Implemented by ClickHouse and, independently, by plain arrays. */
export interface Measurer {
  measure(request: MeasureRequest): Promise<Measurements>;
  /**
   * The same, slice of accounts by slice in the order of their ids, so that memory stays bounded however many accounts
   * and instants are asked for. Built for many local midnights: a year of days costs little more than one.
   */
  measureSlices(request: MeasureRequest): AsyncIterable<Measurements>;
}

/** Facts that the log can't hold for what they are. The message says why. */
export class FactsRefused extends Error {}

/** The log of everything that can influence a score. */
export interface FactLog {
  /**
   * Appends the facts that are not there yet, judged by (workspace, messageId) alone; the first wins.
   * Returns one byte for each fact: 1 stored, 0 duplicate. Facts of one type are stored together or not at all. After an
   * error the same call with the same batch id can be repeated, also by another process: it stores what is not there
   * yet, and answers as if it had been the only one. Rejects with {@link FactsRefused} when it is the facts themselves that
   * can't be stored, however often it is tried; none of their type is stored then.
   */
  append(workspace: string, facts: readonly Fact[], batchId: string): Promise<Uint8Array>;
}

/** What a pack is compared with: which events, traits and values the log holds. Undefined while it holds none. */
export interface DataFactsReader {
  dataFacts(workspace: string): Promise<DataFacts | undefined>;
}

/** An account, and what its trait `name` says now; empty where it says nothing. */
export interface NamedAccount {
  readonly account: string;
  readonly name: string;
}

/** A membership of the log, and the batch that stored it. */
export interface StoredMembership {
  readonly membership: Pick<MembershipFact, "account" | "user" | "time" | "knownAt" | "messageId">;
  readonly batchId: string;
}

/** Reads who belongs to which account. */
export interface MembershipReader {
  memberships(workspace: string): Promise<StoredMembership[]>;
}

/** What a workspace holds: when its facts begin and end, and who is in it. */
export interface DataSpan {
  /** Accounts of which the log says anything about themselves, by id, at most so many: to tell which one may have been meant. */
  namedAccounts(request: { readonly workspace: string; readonly limit: number }): Promise<NamedAccount[]>;
  /** Ids of accounts that have this id or, as their trait `name` is now, this name. */
  findAccounts(request: { readonly workspace: string; readonly asked: string }): Promise<string[]>;
  /**
   * Earliest and latest time of a fact about accounts; undefined when there is none. Where rules of retention have removed what days
   * before `removedBefore` rest on, it begins there.
   */
  span(workspace: string): Promise<{ readonly from: Instant; readonly to: Instant; readonly removedBefore?: Instant } | undefined>;
}

/** Reads what the log says of accounts beside what their users did. */
export interface AccountReader {
  /**
   * One entry for each account asked for of which the log says any of this; only facts known by `knownAt` where it is
   * given. A withdrawal comes with the account whose event it names, wherever it was recorded.
   */
  readAccounts(request: { workspace: string; accounts: readonly string[]; knownAt?: Instant }): Promise<ReadonlyMap<string, Omit<AccountLog, "born">>>;
}

/** Where a past can't be told from the times of facts alone, because facts were known only after their time. */
export interface KnownLate {
  /**
   * For each instant the accounts of which something that had happened before it was known only after it; `everyone` where a whole
   * feed was. Instants without any have no entry.
   */
  lateAt(request: { readonly workspace: string; readonly instants: readonly Instant[] }): Promise<ReadonlyMap<Instant, readonly string[] | "everyone">>;
}

/** Tells whether anything has come to the log. */
export interface LogState {
  /** Another text whenever a fact was added, moved or taken away since, in whichever process; undefined where that can't be told. */
  logState(): Promise<string | undefined>;
}

/** What is kept under one key. */
export interface Kept {
  readonly text: string;
  readonly numbers: Float64Array;
  readonly bytes: Uint8Array;
}

/** Work that can be done again, kept from one run to the next; whoever reads it has put into the key all that it depends on. */
export interface KeptWork {
  /** What was written whole under this key; undefined when there is nothing. */
  read(key: string): Promise<Kept | undefined>;
  /** Things of one era are useful together: whatever is kept of others is thrown away. Keeps nothing where there is no room. */
  write(era: string, key: string, kept: Kept): Promise<void>;
}

/** What the log holds, as far as proposals of metrics need to know. */
export interface CatalogueReader {
  readCatalogue(workspace: string): Promise<EventCatalogue>;
}

/**
 * Snapshots as columns, to cross into the store as bytes. Row r is account `accounts[account[r]]` at `asOf[r]`; texts that
 * repeat are places in a list. Scores are NaN where they can't be told; bands are the codes of `scores/bands.ts`.
 */
export interface SnapshotBatch {
  readonly workspace: string;
  readonly version: string;
  readonly knownAt: Instant;
  readonly isMidnight: boolean;
  readonly rows: number;
  readonly accounts: readonly string[];
  readonly account: Uint32Array;
  readonly asOf: Float64Array;
  readonly models: readonly string[];
  readonly model: Uint32Array;
  readonly stages: readonly string[];
  readonly stage: Uint32Array;
  readonly score: Float64Array;
  readonly band: Uint8Array;
  readonly mean: Float64Array;
  readonly computedScore: Float64Array;
  readonly computedBand: Uint8Array;
  readonly computedSince: Float64Array;
  readonly coverage: Float64Array;
  readonly mrr: Float64Array;
  /** `metricIds.length` values a row. */
  readonly metricValues: Float64Array;
  readonly metricStates: Uint8Array;
  /** Where row r's categories end in the three columns behind. */
  readonly categoryEnds: Float64Array;
  readonly categoryScores: Float64Array;
  readonly categoryBands: Uint8Array;
  readonly categorySince: Float64Array;
}

/** One point of an account's score over time. */
export interface ScorePoint {
  readonly asOf: Instant;
  readonly score: number | null;
  readonly band: Band;
  readonly computedScore: number | null;
  readonly computedBand: Band;
  readonly coverage: number;
  readonly stage: string;
  readonly model: string;
}

/** How an account stood at a midnight, as far as it takes to say why the next one differs. */
export interface StoredMidnight extends StoredState {
  /** Before adjustments; NaN where it can't be told. */
  readonly mean: number;
}

/** How far before the time that is asked for the midnight is looked for that a first step leaves: a day, and an hour for the clock's change. */
export const lookBackMs = 90_000_000;

/** Two midnights of an account, one after the other, with different bands. */
export interface BandStep {
  readonly account: string;
  readonly from: StoredMidnight;
  readonly to: StoredMidnight;
}

/** What was scored, when, under which version. */
export interface SnapshotLog {
  /** Midnights and what lies between them are kept apart: neither ever takes the place of the other. */
  write(batch: SnapshotBatch): Promise<void>;
  /** These midnights don't count any more: the account turned out to be no customer then. Nothing happens to others. */
  withdraw(midnights: { readonly workspace: string; readonly version: string; readonly of: ReadonlyMap<string, readonly Instant[]> }): Promise<void>;
  /** Removes what was written of a version, before it is written again as a whole. */
  clear(workspace: string, version: string): Promise<void>;
  /** The midnights of one account under a version, ascending. */
  history(request: { workspace: string; version: string; account: string }): Promise<ScorePoint[]>;
  /** Where the band changed from one midnight to the next, of one account or of all, with `from` < to.asOf <= `to`, in no order. */
  bandSteps(request: { readonly workspace: string; readonly version: string; readonly account?: string; readonly from: Instant; readonly to: Instant }): Promise<BandStep[]>;
}

/** What a midnight leaves for the next one to remember. Categories in the order of the effective model. */
export interface StoredMemory {
  readonly asOf: Instant;
  /** Key of the effective model. */
  readonly model: string;
  readonly overall: BandMemory;
  readonly categories: readonly BandMemory[];
}

/** What was last written of an account, as far as it tells whether something changed since. */
export interface StoredState {
  readonly asOf: Instant;
  /** NaN where it can't be told. */
  readonly score: number;
  readonly band: Band;
  readonly stage: string;
  readonly model: string;
  /** In the order of the version's metrics; states of `metrics/value.ts`. */
  readonly values: Float64Array;
  readonly states: Uint8Array;
  readonly computedScore: number;
}

/** Some accounts under a version. */
export interface OfAccounts {
  readonly workspace: string;
  readonly version: string;
  readonly accounts: readonly string[];
}

/** What scoring that goes on where it stopped has to know of the snapshots that were written. */
export interface SnapshotMemory {
  /** The newest score of accounts, each in the place of the one before. */
  writeNewest(batch: SnapshotBatch): Promise<void>;
  /** Of each account that has one, the latest midnight before the instant. */
  memories(request: OfAccounts & { readonly before: Instant }): Promise<ReadonlyMap<string, StoredMemory>>;
  /** Of each account that has one, the latest snapshot, on a midnight or between two. Of most it is to be found after `near`. */
  latest(request: OfAccounts & { readonly near?: Instant }): Promise<ReadonlyMap<string, StoredState>>;
  /** The scores shown at a midnight, of accounts that had one. */
  scoresAt(request: OfAccounts & { readonly asOf: Instant }): Promise<ReadonlyMap<string, number>>;
  /** The midnights of each account that were written, with `from` <= asOf <= `to`. */
  midnightsOf(request: OfAccounts & { readonly from: Instant; readonly to: Instant }): Promise<ReadonlyMap<string, readonly Instant[]>>;
}

/** Newly stored facts of an account: the earliest time that they speak of, and when the last of them was stored. */
export interface StoredChange {
  readonly earliest: Instant;
  readonly storedAt: Instant;
}

/** Finds accounts by when their facts were stored, whatever times the facts speak of. */
export interface ChangeReader {
  /**
   * Accounts with facts that were stored at or after the instant, by the clock of whoever stored them; all accounts for 0.
   * `users` adds those of whose users a trait was stored.
   */
  changedSince(request: { readonly workspace: string; readonly since: Instant; readonly users: boolean }): Promise<ReadonlyMap<string, StoredChange>>;
  /** The first event of each name in the workspace. */
  feeds(workspace: string): Promise<ReadonlyMap<string, Instant>>;
  /** The first event of each name among those that were stored at or after the instant. */
  newFeeds(request: { readonly workspace: string; readonly since: Instant }): Promise<ReadonlyMap<string, Instant>>;
}

/** Work that people still have to do on accounts, such as the steps of plans. */
export interface OpenWork {
  /**
   * The account has another owner: what is open and was the former owner's becomes the new one's; done once, doing it again
   * moves nothing. Answers with how many pieces moved. `from` is null where the account had no owner.
   */
  handOver(request: { readonly workspace: string; readonly account: string; readonly from: string | null; readonly to: string; /** Who hands it over. */ readonly by: string; readonly at: Instant }): Promise<number>;
}
