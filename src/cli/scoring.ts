import { relative } from "node:path";
import type { Client } from "../contract/client.ts";
import type { ScoreRequest, ScoredAccount } from "../engine/score-now.ts";
import { scoreNow } from "../engine/score-now.ts";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import type { TransitionLog } from "../engine/evaluate/transition.ts";
import type { HistoryPorts } from "../engine/history.ts";
import type { DataSpan, FactLog, SnapshotLog } from "../engine/ports.ts";
import { compileScorer } from "../engine/scorer.ts";
import type { AppliedPack } from "../engine/versions.ts";
import { instantAsked, standardMoment } from "../engine/moment.ts";
import { type Instant, localDate, midnightsBetween } from "../lib/zone.ts";
import { whyRemoved } from "../engine/retention/told.ts";
import { checkPack } from "../pack/check.ts";
import { packVersion } from "../pack/identity.ts";
import type { Problem } from "../pack/problem.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import { readPackFolder } from "./pack-folder.ts";
import { stepLine } from "./progress.ts";
import { countText, problemText } from "./problem-text.ts";
import type { Terminal } from "./wire.ts";

/** What commands that score need from outside. */
export interface ScoringWire {
  readonly terminal: Terminal;
  /** Shows one line that replaces the one before; an empty text clears it. */
  readonly progress: (line: string) => void;
  readonly clock: () => Instant;
  readonly hash: (text: string) => string;
  readonly uniqueId: () => string;
  readonly workspace: string;
  /** The pack when none is named, and none was applied. */
  readonly defaultPack: string;
  /** The version that was applied last in the data directory; undefined when none was. */
  readonly applied: () => Promise<AppliedPack | undefined>;
  /** The pack that simulated customers are scored with. */
  readonly demoPack: string;
  readonly openStore: () => Promise<ScoringStore>;
  /** Asks a server that is running. */
  readonly client: (url: string) => Client;
}

export interface ScoringStore extends Omit<HistoryPorts, "accounts" | "snapshots"> {
  readonly accounts: HistoryPorts["accounts"] & DataSpan;
  readonly snapshots: SnapshotLog;
  readonly transitions: Pick<TransitionLog, "read">;
  readonly log: FactLog;
  close(): Promise<void>;
}

/** A user's mistake, said in one line; the command ends with exit code 1. */
export class Refused extends Error {}

export const noData = "There is no data yet. `bellwether import <folder>` brings yours in; `bellwether simulate` makes some up.";

/** Reads and checks a pack; what is wrong with it is shown as `check` shows it. */
export function loadPack(folder: string, wire: Pick<ScoringWire, "terminal">, therefore = "nothing was scored"): Pack {
  const { files, problems } = readPackFolder(folder);
  return soundPack(files, { name: `The pack ${folder}`, wire, therefore, problems });
}

interface Reading {
  /** What the pack is called in a sentence. */
  readonly name: string;
  readonly wire: Pick<ScoringWire, "terminal">;
  readonly therefore: string;
  /** What kept files from being read. */
  readonly problems: readonly Problem[];
}

/** Checks a pack; what is wrong with it is shown as `check` shows it. */
export function soundPack(files: readonly PackFile[], { name, wire: { terminal }, therefore, problems }: Reading): Pack {
  const checked = problems.length === 0 ? checkPack(files) : { problems };
  const errors = checked.problems.filter(({ severity }) => severity === "error");
  if (checked.pack && errors.length === 0) return checked.pack;
  for (const problem of errors) terminal.err(problemText(problem, files, terminal.paint));
  throw new Refused(`${name} has ${countText(errors)}, so ${therefore}.`);
}

type InUseWire = Pick<ScoringWire, "terminal" | "defaultPack" | "applied">;

export interface PackInUse {
  readonly pack: Pack;
  readonly files: readonly PackFile[];
  /** What it is called in a sentence. */
  readonly from: string;
}

/**
 * What defines health for a command, wherever it asks: the folder that is named; else the version that was applied last
 * in the data directory; else the default, which is the folder `pack`, or else the example.
 */
export async function packInUse(folder: string | undefined, wire: InUseWire, therefore?: string): Promise<PackInUse> {
  const applied = folder === undefined ? await wire.applied() : undefined;
  if (applied) return { pack: packOf(applied, wire), files: applied.files, from: `the applied version ${applied.number}` };
  const read = folder ?? wire.defaultPack;
  // The whole path of an example would only puzzle whoever reads a pull request.
  return { pack: loadPack(read, wire, therefore), files: readPackFolder(read).files, from: folder ?? relative("", read) };
}

/** The pack as this program reads it: a later one may find fault with what an earlier one took. */
export const packOf = (applied: AppliedPack, wire: Pick<ScoringWire, "terminal">): Pack => soundPack(applied.files, { name: `The applied ${titleOf(applied)}`, wire, therefore: "it can't be used", problems: [] });

export const titleOf = ({ number, version, author, appliedAt }: Pick<AppliedPack, "number" | "version" | "author" | "appliedAt">): string => `version ${number} (${version.slice(0, 12)}, by ${author}, ${new Date(appliedAt).toISOString().slice(0, 10)})`;

/** A pack ready to score with. */
export const running = (pack: Pack, { hash }: Pick<ScoringWire, "hash">): RunningPack => ({ pack, version: packVersion(pack, hash), scorer: compileScorer(pack) });

interface Calendar {
  readonly zone: string;
  readonly now: Instant;
}

/** The instant that an option names: a date (its local midnight), a time with its offset, or `now`. */
export function dayOf(option: string, asked: string, { zone, now }: Calendar): Instant {
  const instant = instantAsked(asked, { zone, now });
  if (instant === undefined) throw new Refused(`${option} takes a date such as 2026-03-29 or the word now, not \`${asked}\`.`);
  return instant;
}

/**
 * The instant that is asked for, by default now; but when the data ends more than a week ago, the midnight after its
 * last fact, because everything would look abandoned today. That is then said.
 */
export function instantOf(asked: string | undefined, { span, ...calendar }: Calendar & { readonly span: { readonly to: Instant } }): { asOf: Instant; note?: string } {
  if (asked !== undefined) return { asOf: dayOf("--as-of", asked, calendar) };
  const { asOf, dataEnds } = standardMoment({ ...calendar, dataTo: span.to });
  return dataEnds === undefined ? { asOf } : { asOf, note: `The data ends on ${dataEnds}, so the scores are of the midnight after it; --as-of now scores today.` };
}

export interface ScoreOptions {
  readonly pack?: string;
  readonly asOf?: string;
  readonly accounts?: readonly string[];
  readonly onJourney?: NonNullable<ScoreRequest["onJourney"]>;
}

export interface Scored {
  readonly pack: Pack;
  readonly version: string;
  readonly asOf: Instant;
  readonly note: string | undefined;
  readonly accounts: readonly ScoredAccount[];
  readonly accountDays: number;
  readonly elapsedMs: number;
}

const compareDays = 30;

/** Scores accounts from the first fact to the instant, with progress. */
export async function scoreAll(wire: ScoringWire, store: ScoringStore, options: ScoreOptions): Promise<Scored> {
  const { pack } = await packInUse(options.pack, wire);
  const span = await store.accounts.span(wire.workspace);
  if (!span) throw new Refused(noData);
  const { asOf, note } = instantOf(options.asOf, { span, zone: pack.pack.timezone, now: wire.clock() });
  const removed = whyRemoved(span, asOf, pack.pack.timezone);
  if (removed !== undefined) throw new Refused(removed);
  if (asOf <= span.from) throw new Refused(`The data begins on ${localDate(span.from, pack.pack.timezone)}, so nobody has a score on ${localDate(asOf, pack.pack.timezone)}.`);
  const started = wire.clock();
  const version = packVersion(pack, wire.hash);
  const request: ScoreRequest = {
    workspace: wire.workspace,
    scorer: compileScorer(pack),
    version,
    from: span.from,
    asOf,
    knownAt: wire.clock(),
    compareDays,
    ...(options.accounts && { accounts: options.accounts }),
    ...(options.onJourney && { onJourney: options.onJourney }),
  };
  const days = midnightsBetween(span.from, asOf, pack.pack.timezone).length;
  let accountDays = 0;
  let lastDay: Instant | undefined;
  const accounts = await scoreNow(store, request, (done) => {
    ({ accountDays, lastDay } = done);
    wire.progress(stepLine({ doing: `scoring ${days} days`, done: done.accounts, of: done.totalAccounts, unit: "accounts", elapsedMs: wire.clock() - started }));
  });
  wire.progress("");
  if (accounts.length === 0 && !options.accounts) throw new Refused(nobody(asOf, lastDay, pack.pack.timezone));
  return { pack, version, asOf, note, accounts, accountDays, elapsedMs: wire.clock() - started };
}

function nobody(asOf: Instant, lastDay: Instant | undefined, zone: string): string {
  const day = localDate(asOf, zone);
  if (lastDay === undefined) return `On ${day} no account is a customer, nor was any before.`;
  return `On ${day} no account is a customer any more: every contract that was imported has ended. The last day with customers is ${localDate(lastDay, zone)}; score it with --as-of ${localDate(lastDay, zone)}.`;
}

/** Runs with the store open, and closes it whatever happens. */
export function withStore<T>(wire: ScoringWire, work: (store: ScoringStore) => Promise<T>): Promise<T | undefined> {
  return refusing(wire, async () => {
    const store = await wire.openStore();
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  });
}

/** Runs work whose refusals are said in one line and end the command with exit code 1. */
export async function refusing<T>(wire: Pick<ScoringWire, "progress"> & { readonly terminal: Pick<Terminal, "err" | "exit"> }, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    wire.progress("");
    wire.terminal.err(error.message);
    wire.terminal.exit(1);
    return undefined;
  }
}
