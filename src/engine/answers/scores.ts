import { type Instant, localDate } from "../../lib/zone.ts";
import type { EventReader } from "../events-behind.ts";
import { instantAsked, standardMoment } from "../moment.ts";
import { EarlierScores, type Earlier } from "../portfolio/earlier.ts";
import type { LivePortfolio } from "../portfolio/live-portfolio.ts";
import { type PortfolioRow, rowOf } from "../portfolio/row.ts";
import { scoreEverybody } from "../portfolio/score-everybody.ts";
import type { AccountReader, DataSpan, Measurer, ScorePoint } from "../ports.ts";
import { pointAt } from "../score-point.ts";
import { type ScoredAccount, scoreNow } from "../score-now.ts";
import type { UserReader } from "../users.ts";
import { Unanswerable } from "./unanswerable.ts";

export interface AnswerPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader & DataSpan;
  readonly events: EventReader;
  readonly users: UserReader;
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

/** An account at an instant, and every midnight before it. */
export interface AccountLife {
  /** Undefined when it was no customer then. */
  readonly scored: ScoredAccount | undefined;
  readonly row: PortfolioRow | undefined;
  readonly points: readonly ScorePoint[];
  readonly earlier: Earlier | undefined;
}

/** Portfolios of the past that are kept, because pages ask for the same one again and again. */
const pastsKept = 4;

/** Scores of one account or all of them, at any instant: from memory where it is now, computed where it isn't. */
export class Scores {
  readonly ports: AnswerPorts;
  readonly live: LivePortfolio;
  readonly #pasts = new Map<string, Promise<PortfolioRow[]>>();

  constructor(ports: AnswerPorts, live: LivePortfolio) {
    this.ports = ports;
    this.live = live;
  }

  get pack() {
    return this.live.running.pack;
  }

  async moment(workspace: string, asked: string | undefined): Promise<Moment> {
    const [now, zone] = [this.ports.clock(), this.pack.pack.timezone];
    const span = await this.ports.accounts.span(workspace);
    const from = span?.from;
    if (asked !== undefined) {
      const asOf = this.instant(asked, now);
      return { asOf, note: null, isNow: asOf === now, from };
    }
    const { asOf, dataEnds } = span ? standardMoment({ zone, now, dataTo: span.to }) : { asOf: now };
    return { asOf, note: dataEnds === undefined ? null : `The data ends on ${dataEnds}, so the scores are of the midnight after it; asOf=now scores today.`, isNow: asOf === now, from };
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
    const rows = known ?? this.#score(workspace, moment);
    this.#pasts.set(key, rows);
    rows.catch(() => this.#pasts.delete(key));
    for (const oldest of this.#pasts.keys()) {
      if (this.#pasts.size <= pastsKept) break;
      this.#pasts.delete(oldest);
    }
    return rows;
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
    if (from === undefined || asOf <= from) return { scored: undefined, row: undefined, points, earlier: undefined };
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
    const before = earlier.of(account);
    return { scored, row: scored && rowOf(scored, before), points, earlier: before };
  }

  /** The same of a customer; throws Unanswerable when it was none then. */
  async customer(workspace: string, account: string, moment: Moment): Promise<AccountLife & { readonly scored: ScoredAccount; readonly row: PortfolioRow }> {
    await this.requireAccount(workspace, account);
    const life = await this.life(workspace, account, moment);
    const { scored, row } = life;
    if (scored && row) return { ...life, scored, row };
    const day = localDate(moment.asOf, this.pack.pack.timezone);
    throw new Unanswerable("no_score", `${account} is no customer on ${day}, so it has no score then. Its history shows the days on which it was.`);
  }
}
