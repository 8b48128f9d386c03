import { Turns } from "../../lib/turns.ts";
import { type Instant, dayMs, localDate } from "../../lib/zone.ts";
import type { ToldBefore } from "../definitions/told.ts";
import type { EvaluationCursors } from "../evaluate/ports.ts";
import type { TransitionLog } from "../evaluate/transition.ts";
import type { EventReader } from "../events-behind.ts";
import type { JudgementReader } from "../judgement/judgement-reader.ts";
import { endedText, instantAsked, standardMoment } from "../moment.ts";
import { BenchmarkShelf } from "../portfolio/benchmark-shelf.ts";
import type { BandTrend } from "../portfolio/band-trend.ts";
import { EarlierScores } from "../portfolio/earlier.ts";
import { type HeldBenchmarks, rowGapOf } from "../portfolio/held-benchmarks.ts";
import type { RunningPack } from "../evaluate/standings.ts";
import type { LivePortfolio } from "../portfolio/live-portfolio.ts";
import { type PortfolioRow, rowOf } from "../portfolio/row.ts";
import { type EverybodyPorts, scoreEverybody } from "../portfolio/score-everybody.ts";
import { type Travel, travelOf } from "../portfolio/travel.ts";
import type { AccountReader, DataSpan, Measurer, ScorePoint, SnapshotLog } from "../ports.ts";
import { pointAt } from "../score-point.ts";
import { type AccountJourney, type ScoredAccount, scoreAccounts, scoreNow } from "../score-now.ts";
import { whyRemoved } from "../retention/told.ts";
import type { TraitReader } from "../traits.ts";
import type { UserReader } from "../users.ts";
import { KeptAnswers } from "./kept-answers.ts";
import { Unanswerable } from "./unanswerable.ts";

/** Where it is written what changed. */
export interface ChangesRead {
  readonly snapshots: Pick<SnapshotLog, "bandSteps" | "history">;
  readonly transitions: Pick<TransitionLog, "read">;
  readonly cursors: Pick<EvaluationCursors, "read">;
}

export interface AnswerPorts extends ChangesRead {
  readonly measurer: Measurer;
  readonly accounts: AccountReader & DataSpan & TraitReader;
  readonly events: EventReader;
  readonly users: UserReader;
  readonly judgement: JudgementReader;
  readonly clock: () => Instant;
  readonly foundations?: NonNullable<EverybodyPorts["foundations"]>;
  readonly told?: ToldBefore;
}

/** The instant that was meant. */
export interface Moment {
  readonly asOf: Instant;
  readonly note: string | null;
  readonly isNow: boolean;
  /** When the data begins; undefined while there is none. */
  readonly from: Instant | undefined;
  /** What this midnight and those before it rest on was removed. */
  readonly removedBefore?: Instant;
}

/** An account that is a customer at an instant. */
export interface Customer {
  readonly scored: ScoredAccount;
  readonly row: PortfolioRow;
}

/** An account at an instant, where it was a customer then, and every midnight before it. */
export interface AccountLife extends Partial<Customer> {
  /** How it goes on its journey, also when it is no customer any more. */
  readonly travel?: AccountJourney | undefined;
  readonly points: readonly ScorePoint[];
}

/** All accounts at an instant. */
export interface Everybody {
  readonly asOf: Instant;
  readonly rows: Iterable<PortfolioRow>;
  /** Also of accounts that are no customers any more; empty under a pack without a journey. */
  readonly travels: Iterable<Travel>;
  readonly trend: BandTrend | undefined;
}

/** Portfolios of the past, lives of accounts and answers about everybody that are kept, because pages ask for the same again and again. */
const [pastsKept, livesKept, answersKept] = [4, 200, 40];
/** Late events change the past; so long one is shown as it was told before. */
const [pastKeptMs, spanKeptMs] = [60_000, 10_000];
/** Accounts that are scored again in one go: an explanation is far larger than a line. */
const chunk = 2000;

/** Scores of one account or all of them, at any instant: from memory where it is now, computed where it isn't. */
export class Scores {
  readonly ports: AnswerPorts;
  readonly live: LivePortfolio;
  readonly #pasts: KeptAnswers;
  readonly #lives: KeptAnswers;
  readonly #answers: KeptAnswers;
  readonly #shelf: BenchmarkShelf;
  /** What the lines of now are held against, or are just being. */
  readonly #comparing = new Map<string, { readonly held: HeldBenchmarks; readonly done: Promise<void> }>();
  /** Scoring everybody takes all the cores there are; two at a time would only both be late. */
  readonly #turns = new Turns();
  readonly #spans = new Map<string, { readonly at: Instant; readonly span: ReturnType<DataSpan["span"]> }>();

  constructor(ports: AnswerPorts, live: LivePortfolio) {
    this.ports = ports;
    this.live = live;
    const { clock } = ports;
    this.#pasts = new KeptAnswers({ most: pastsKept, clock });
    this.#lives = new KeptAnswers({ most: livesKept, clock });
    this.#answers = new KeptAnswers({ most: answersKept, clock });
    this.#shelf = new BenchmarkShelf(ports, () => live.running);
  }

  get pack() {
    return this.live.running.pack;
  }

  async moment(workspace: string, asked: string | undefined): Promise<Moment> {
    const [now, zone] = [this.ports.clock(), this.pack.pack.timezone];
    const span = await this.#span(workspace, now);
    const about = { from: span?.from, ...(span?.removedBefore !== undefined && { removedBefore: span.removedBefore }) };
    if (asked !== undefined) {
      const asOf = this.past(asked, now);
      const why = span && whyRemoved(span, asOf, zone);
      if (why !== undefined) throw new Unanswerable("removed", why);
      return { asOf, note: null, isNow: asOf === now, ...about };
    }
    const { asOf, dataEnds } = span ? standardMoment({ zone, now, dataTo: span.to }) : { asOf: now };
    return { asOf, note: endedText(dataEnds) ?? null, isNow: asOf === now, ...about };
  }

  /** Where the data begins and ends; pages ask for it with every answer, and it moves slowly. */
  #span(workspace: string, now: Instant): ReturnType<DataSpan["span"]> {
    const known = this.#spans.get(workspace);
    if (known && now - known.at < spanKeptMs) return known.span;
    const span = this.ports.accounts.span(workspace);
    this.#spans.set(workspace, { at: now, span });
    span.catch(() => this.#spans.delete(workspace));
    return span;
  }

  /** An instant that can be scored: of the future nothing is known, and its days would never end. */
  past(asked: string, now = this.ports.clock()): Instant {
    const asOf = this.instant(asked, now);
    if (asOf > now + dayMs) throw new Unanswerable("bad_question", `\`${asked}\` lies in the future, of which nothing is known yet.`);
    return asOf;
  }

  instant(asked: string, now = this.ports.clock()): Instant {
    const asOf = instantAsked(asked, { zone: this.pack.pack.timezone, now });
    if (asOf === undefined) throw new Unanswerable("bad_question", `There is no such time as \`${asked}\`.`);
    return asOf;
  }

  /** All accounts, and the instant that they are of. */
  async everybody(workspace: string, moment: Moment): Promise<Everybody> {
    if (this.#isLive(workspace, moment)) return { asOf: this.live.asOf(workspace) as Instant, rows: this.live.rows(workspace), travels: this.live.travels(workspace), trend: this.live.trend(workspace) };
    const key = JSON.stringify([workspace, this.live.running.version, moment.asOf]);
    return await this.#pasts.get(key, { revision: this.live.revision(workspace), leastMs: pastKeptMs }, () => this.#turns.run(() => this.#score(workspace, moment)));
  }

  /** All accounts, each held against customers like it. */
  async compared(workspace: string, moment: Moment): Promise<Everybody & { readonly held: HeldBenchmarks | undefined }> {
    if (this.#isLive(workspace, moment)) await this.compareLive(workspace, moment);
    const held = await this.benchmarks(workspace, moment);
    return { ...(await this.everybody(workspace, moment)), held };
  }

  #isLive(workspace: string, moment: Pick<Moment, "asOf" | "isNow">): boolean {
    const liveAt = this.live.asOf(workspace);
    return liveAt !== undefined && (moment.isNow || moment.asOf === liveAt);
  }

  /** What accounts are held against at an instant; undefined when the data had not begun. */
  benchmarks(workspace: string, { asOf, from }: Pick<Moment, "asOf" | "from">): Promise<HeldBenchmarks | undefined> {
    return from === undefined || asOf <= from ? Promise.resolve(undefined) : this.#shelf.of(workspace, { asOf, from });
  }

  /** Holds every line of now against the benchmarks of its month, where that wasn't done yet. */
  async compareLive(workspace: string, moment: Pick<Moment, "from">): Promise<void> {
    const asOf = this.live.asOf(workspace);
    const held = asOf === undefined ? undefined : await this.benchmarks(workspace, { ...moment, asOf });
    if (asOf === undefined || !held) return;
    const known = this.#comparing.get(workspace);
    if (known?.held === held) return await known.done;
    const done = this.#setGaps(workspace, { asOf, from: moment.from }, held);
    this.#comparing.set(workspace, { held, done });
    done.catch(() => this.#comparing.delete(workspace));
    await done;
  }

  async #setGaps(workspace: string, moment: Pick<Moment, "asOf" | "from">, held: HeldBenchmarks): Promise<void> {
    // Whoever is scored meanwhile is held against them already.
    this.live.holdAgainst(workspace, held);
    for await (const customers of this.#inChunks(workspace, moment)) this.live.setGaps(workspace, customers.map(({ scored }) => [scored.account, rowGapOf(held.compare(scored))] as const));
  }

  /** Nothing that was computed before is told again: accounts or users were erased from the log. */
  forget(): void {
    for (const kept of [this.#pasts, this.#lives, this.#answers, this.#shelf, this.#spans]) kept.clear();
    this.#comparing.clear();
  }

  /** Everybody who is a customer at an instant, whole, a part at a time. */
  async *wholeCustomers(workspace: string, moment: Moment): AsyncGenerator<readonly ScoredAccount[]> {
    const { asOf, rows } = await this.everybody(workspace, moment);
    if (this.#isLive(workspace, moment)) {
      for await (const customers of this.#inChunks(workspace, { asOf, from: moment.from })) yield customers.map(({ scored }) => scored);
      return;
    }
    if (moment.from === undefined || [...rows].length === 0) return;
    yield* (await scoreEverybody(this.ports, { workspace, running: this.live.running, from: moment.from, asOf, knownAt: this.ports.clock() })).chunks;
  }

  async *#inChunks(workspace: string, moment: Pick<Moment, "asOf" | "from">): AsyncGenerator<readonly Customer[]> {
    const accounts = Array.from(this.live.rows(workspace), ({ account }) => account);
    for (let begin = 0; begin < accounts.length; begin += chunk) yield [...(await this.customers(workspace, accounts.slice(begin, begin + chunk), moment)).values()];
  }

  /** An answer about everybody, computed once until somebody's line changes, and at most every `leastMs`. */
  answerOnce<T>(workspace: string, about: { readonly key: readonly unknown[]; readonly moment: Moment; readonly leastMs: number }, compute: () => Promise<T>): Promise<T> {
    const { key, moment, leastMs } = about;
    const of = this.#isLive(workspace, moment) ? "now" : moment.asOf;
    return this.#answers.get(JSON.stringify([workspace, this.live.running.version, of, ...key]), { revision: this.live.revision(workspace), leastMs }, compute);
  }

  async #score(workspace: string, moment: Moment): Promise<Everybody> {
    const { from, asOf } = moment;
    if (from === undefined || asOf <= from) return { asOf, rows: [], travels: [], trend: undefined };
    const held = await this.benchmarks(workspace, moment);
    const rows: PortfolioRow[] = [];
    const travels: Travel[] = [];
    const onJourney = (found: AccountJourney): void => void travels.push(travelOf(found));
    const { earlier, trend, chunks } = await scoreEverybody(this.ports, { workspace, running: this.live.running, from, asOf, knownAt: this.ports.clock(), onJourney });
    for await (const accounts of chunks) for (const scored of accounts) rows.push(rowOf(scored, earlier.of(scored.account), held));
    return { asOf, rows, travels, trend };
  }

  /** Throws Unanswerable when the workspace has no account with this id. */
  async requireAccount(workspace: string, account: string): Promise<void> {
    const found = await this.ports.accounts.findAccounts({ workspace, asked: account });
    if (!found.includes(account)) throw new Unanswerable("unknown", `There is no account with the id \`${account}\`.`);
  }

  /** The account at an instant and before, by the definition in use or another; without anything when the data had not begun. Kept until the account is scored anew. */
  life(workspace: string, account: string, { asOf, from }: Pick<Moment, "asOf" | "from">, running = this.live.running): Promise<AccountLife> {
    return this.#lives.get(JSON.stringify([workspace, account, running.version, asOf, from]), { revision: this.live.scoredAt(workspace, account) ?? `until ${this.ports.clock()}` }, () => this.#live(workspace, account, { asOf, from, running }));
  }

  async #live(workspace: string, account: string, { asOf, from, running: { scorer, version } }: Pick<Moment, "asOf" | "from"> & { readonly running: RunningPack }): Promise<AccountLife> {
    const earlier = new EarlierScores({ asOf, zone: scorer.pack.pack.timezone });
    const points: ScorePoint[] = [];
    if (from === undefined || asOf <= from) return { points };
    const write = (batch: Parameters<EarlierScores["note"]>[0]): Promise<void> => {
      earlier.note(batch);
      for (let row = 0; row < batch.rows; row += 1) points.push(pointAt(batch, row));
      return Promise.resolve();
    };
    let travel: AccountJourney | undefined;
    const onJourney = (found: AccountJourney): void => void (travel = found);
    const request = { workspace, scorer, version, from, asOf, knownAt: this.ports.clock(), accounts: [account], compareDays: 30, onJourney };
    const [scored] = await scoreNow({ ...this.ports, snapshots: { write } }, request, () => {});
    return { points, travel, ...(scored && { scored, row: rowOf(scored, earlier.of(account), this.live.benchmarks(workspace)) }) };
  }

  /** A customer at an instant; throws Unanswerable when it was none then. */
  async customer(workspace: string, account: string, moment: Moment): Promise<Customer> {
    await this.requireAccount(workspace, account);
    const { scored, row } = (await this.#customersNow(workspace, [account], moment)).get(account) ?? (await this.life(workspace, account, moment));
    if (scored && row) return { scored, row };
    const day = localDate(moment.asOf, this.pack.pack.timezone);
    throw new Unanswerable("no_score", `${account} is no customer on ${day}, so it has no score then. Its history shows the days on which it was.`);
  }

  /** How an account goes on its journey, also when it is no customer any more; undefined under a pack without one, and before its first fact. */
  async travel(workspace: string, account: string, moment: Moment): Promise<AccountJourney | undefined> {
    if (!this.live.running.scorer.journey) return undefined;
    const own = (await this.#customersNow(workspace, [account], moment)).get(account)?.scored;
    if (own) return { account, name: own.name, standing: own.standing, lines: own.journey };
    return (await this.life(workspace, account, moment)).travel;
  }

  /** A few accounts that are customers at an instant, by id. */
  async customers(workspace: string, accounts: readonly string[], moment: Pick<Moment, "asOf" | "from">): Promise<ReadonlyMap<string, Customer>> {
    const known = await this.#customersNow(workspace, accounts, moment);
    const others = accounts.filter((account) => !known.has(account));
    if (others.length === 0 || moment.from === undefined) return known;
    const { scorer, version } = this.live.running;
    const earlier = new EarlierScores({ asOf: moment.asOf, zone: this.pack.pack.timezone });
    const noted = { write: (batch: Parameters<EarlierScores["note"]>[0]): Promise<void> => Promise.resolve(earlier.note(batch)) };
    const request = { workspace, scorer, version, from: moment.from, asOf: moment.asOf, knownAt: this.ports.clock(), accounts: others, compareDays: 30 };
    const scored = await scoreNow({ ...this.ports, snapshots: noted }, request, () => {});
    return new Map([...known, ...scored.map((own) => [own.account, { scored: own, row: rowOf(own, earlier.of(own.account), this.live.benchmarks(workspace)) }] as const)]);
  }

  /** Those of whom the last midnight is held: they are scored at the instant alone. */
  async #customersNow(workspace: string, accounts: readonly string[], { asOf }: Pick<Moment, "asOf">): Promise<ReadonlyMap<string, Customer>> {
    const remembered = new Map(accounts.map((account) => [account, this.live.rememberedAt(workspace, account, asOf)] as const).filter(([, found]) => found !== undefined));
    if (remembered.size === 0) return new Map();
    const { scorer, version } = this.live.running;
    const request = { workspace, scorer, version, asOf, knownAt: this.ports.clock(), accounts: [...remembered.keys()], rememberedOf: (account: string) => remembered.get(account)?.remembered ?? {}, journeyBefore: (account: string) => remembered.get(account)?.journey, scoreBefore: () => undefined };
    const scored = await scoreAccounts(this.ports, request);
    return new Map(scored.map((own) => [own.account, { scored: own, row: rowOf(own, this.live.earlier(workspace, own.account), this.live.benchmarks(workspace)) }]));
  }
}
