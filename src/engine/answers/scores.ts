import { type Instant, dayMs, localDate } from "../../lib/zone.ts";
import type { EvaluationCursors } from "../evaluate/ports.ts";
import type { TransitionLog } from "../evaluate/transition.ts";
import type { EventReader } from "../events-behind.ts";
import type { JudgementReader } from "../judgement/judgement-reader.ts";
import { instantAsked, standardMoment } from "../moment.ts";
import { EarlierScores } from "../portfolio/earlier.ts";
import type { LivePortfolio } from "../portfolio/live-portfolio.ts";
import { type PortfolioRow, rowOf } from "../portfolio/row.ts";
import { scoreEverybody } from "../portfolio/score-everybody.ts";
import type { AccountReader, DataSpan, Measurer, ScorePoint, SnapshotLog } from "../ports.ts";
import { pointAt } from "../score-point.ts";
import { type ScoredAccount, scoreAccounts, scoreNow } from "../score-now.ts";
import type { UserReader } from "../users.ts";
import { Unanswerable } from "./unanswerable.ts";

/** Where it is written what changed. */
export interface ChangesRead {
  readonly snapshots: Pick<SnapshotLog, "bandSteps">;
  readonly transitions: Pick<TransitionLog, "read">;
  readonly cursors: Pick<EvaluationCursors, "read">;
}

export interface AnswerPorts extends ChangesRead {
  readonly measurer: Measurer;
  readonly accounts: AccountReader & DataSpan;
  readonly events: EventReader;
  readonly users: UserReader;
  readonly judgement: JudgementReader;
  readonly clock: () => Instant;
}

/** The instant that was meant. */
export interface Moment {
  readonly asOf: Instant;
  readonly note: string | null;
  readonly isNow: boolean;
  /** When the data begins; undefined while there is none. */
  readonly from: Instant | undefined;
}

/** An account that is a customer at an instant. */
export interface Customer {
  readonly scored: ScoredAccount;
  readonly row: PortfolioRow;
}

/** An account at an instant, where it was a customer then, and every midnight before it. */
export interface AccountLife extends Partial<Customer> {
  readonly points: readonly ScorePoint[];
}

/** Portfolios of the past that are kept, because pages ask for the same one again and again. */
const pastsKept = 4;
const spanKeptMs = 10_000;

/** Scores of one account or all of them, at any instant: from memory where it is now, computed where it isn't. */
export class Scores {
  readonly ports: AnswerPorts;
  readonly live: LivePortfolio;
  readonly #pasts = new Map<string, Promise<PortfolioRow[]>>();
  #working: Promise<void> = Promise.resolve();
  readonly #spans = new Map<string, { readonly at: Instant; readonly span: ReturnType<DataSpan["span"]> }>();

  constructor(ports: AnswerPorts, live: LivePortfolio) {
    this.ports = ports;
    this.live = live;
  }

  get pack() {
    return this.live.running.pack;
  }

  async moment(workspace: string, asked: string | undefined): Promise<Moment> {
    const [now, zone] = [this.ports.clock(), this.pack.pack.timezone];
    const span = await this.#span(workspace, now);
    const from = span?.from;
    if (asked !== undefined) {
      const asOf = this.past(asked, now);
      return { asOf, note: null, isNow: asOf === now, from };
    }
    const { asOf, dataEnds } = span ? standardMoment({ zone, now, dataTo: span.to }) : { asOf: now };
    return { asOf, note: dataEnds === undefined ? null : `The data ends on ${dataEnds}, so the scores are of the midnight after it.`, isNow: asOf === now, from };
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

  /** The lines of all accounts, and the instant that they are of. */
  async portfolio(workspace: string, moment: Moment): Promise<{ readonly asOf: Instant; readonly rows: Iterable<PortfolioRow> }> {
    const liveAt = this.live.asOf(workspace);
    if (liveAt !== undefined && (moment.isNow || moment.asOf === liveAt)) return { asOf: liveAt, rows: this.live.rows(workspace) };
    return { asOf: moment.asOf, rows: await this.#past(workspace, moment) };
  }

  #past(workspace: string, moment: Moment): Promise<PortfolioRow[]> {
    const key = JSON.stringify([workspace, this.live.running.version, moment.asOf]);
    const known = this.#pasts.get(key);
    this.#pasts.delete(key);
    const rows = known ?? this.#oneByOne(() => this.#score(workspace, moment));
    this.#pasts.set(key, rows);
    rows.catch(() => this.#pasts.delete(key));
    for (const oldest of this.#pasts.keys()) {
      if (this.#pasts.size <= pastsKept) break;
      this.#pasts.delete(oldest);
    }
    return rows;
  }

  /** Scoring everybody takes all the cores there are; two at a time would only both be late. */
  #oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work);
    this.#working = done.then(() => undefined, () => undefined);
    return done;
  }

  async #score(workspace: string, { from, asOf }: Moment): Promise<PortfolioRow[]> {
    if (from === undefined || asOf <= from) return [];
    const rows: PortfolioRow[] = [];
    const { earlier, chunks } = await scoreEverybody(this.ports, { workspace, running: this.live.running, from, asOf, knownAt: this.ports.clock() });
    for await (const accounts of chunks) for (const scored of accounts) rows.push(rowOf(scored, earlier.of(scored.account)));
    return rows;
  }

  /** Throws Unanswerable when the workspace has no account with this id. */
  async requireAccount(workspace: string, account: string): Promise<void> {
    const found = await this.ports.accounts.findAccounts({ workspace, asked: account });
    if (!found.includes(account)) throw new Unanswerable("unknown", `There is no account with the id \`${account}\`.`);
  }

  /** The account at an instant and before; without anything when the data had not begun. */
  async life(workspace: string, account: string, { asOf, from }: Pick<Moment, "asOf" | "from">): Promise<AccountLife> {
    const earlier = new EarlierScores({ asOf, zone: this.pack.pack.timezone });
    const points: ScorePoint[] = [];
    if (from === undefined || asOf <= from) return { points };
    const { scorer, version } = this.live.running;
    const noted = {
      write: (batch: Parameters<EarlierScores["note"]>[0]): Promise<void> => {
        earlier.note(batch);
        for (let row = 0; row < batch.rows; row += 1) points.push(pointAt(batch, row));
        return Promise.resolve();
      },
    };
    const request = { workspace, scorer, version, from, asOf, knownAt: this.ports.clock(), accounts: [account], compareDays: 30 };
    const [scored] = await scoreNow({ ...this.ports, snapshots: noted }, request, () => {});
    return { points, ...(scored && { scored, row: rowOf(scored, earlier.of(account)) }) };
  }

  /** A customer at an instant; throws Unanswerable when it was none then. */
  async customer(workspace: string, account: string, moment: Moment): Promise<Customer> {
    await this.requireAccount(workspace, account);
    const { scored, row } = (await this.#customersNow(workspace, [account], moment)).get(account) ?? (await this.life(workspace, account, moment));
    if (scored && row) return { scored, row };
    const day = localDate(moment.asOf, this.pack.pack.timezone);
    throw new Unanswerable("no_score", `${account} is no customer on ${day}, so it has no score then. Its history shows the days on which it was.`);
  }

  /** A few accounts that are customers at an instant, by id. */
  async customers(workspace: string, accounts: readonly string[], moment: Moment): Promise<ReadonlyMap<string, Customer>> {
    const known = await this.#customersNow(workspace, accounts, moment);
    const others = accounts.filter((account) => !known.has(account));
    if (others.length === 0 || moment.from === undefined) return known;
    const { scorer, version } = this.live.running;
    const earlier = new EarlierScores({ asOf: moment.asOf, zone: this.pack.pack.timezone });
    const noted = { write: (batch: Parameters<EarlierScores["note"]>[0]): Promise<void> => Promise.resolve(earlier.note(batch)) };
    const request = { workspace, scorer, version, from: moment.from, asOf: moment.asOf, knownAt: this.ports.clock(), accounts: others, compareDays: 30 };
    const scored = await scoreNow({ ...this.ports, snapshots: noted }, request, () => {});
    return new Map([...known, ...scored.map((own) => [own.account, { scored: own, row: rowOf(own, earlier.of(own.account)) }] as const)]);
  }

  /** Those whose bands' memory of the last midnight is held: they are scored at the instant alone. */
  async #customersNow(workspace: string, accounts: readonly string[], { asOf }: Moment): Promise<ReadonlyMap<string, Customer>> {
    // Where an account is on its journey isn't held, and may change its model.
    if (this.live.running.scorer.journey) return new Map();
    const remembered = new Map(accounts.flatMap((account) => {
      const found = this.live.rememberedAt(workspace, account, asOf);
      return found ? [[account, found] as const] : [];
    }));
    if (remembered.size === 0) return new Map();
    const { scorer, version } = this.live.running;
    const request = { workspace, scorer, version, asOf, knownAt: this.ports.clock(), accounts: [...remembered.keys()], rememberedOf: (account: string) => remembered.get(account) ?? {}, journeyBefore: () => undefined, scoreBefore: () => undefined };
    const scored = await scoreAccounts(this.ports, request);
    return new Map(scored.map((own) => [own.account, { scored: own, row: rowOf(own, this.live.earlier(workspace, own.account)) }]));
  }
}
