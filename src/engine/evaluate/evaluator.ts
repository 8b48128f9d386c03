import type { Instant } from "../../lib/zone.ts";
import { feedStarts } from "../../metrics/finish/gate.ts";
import type { Touched } from "../loader.ts";
import { type AccountJourney, type ScoredAccount, scoreAccounts } from "../score-now.ts";
import { type AccountState, compareStates, restoreStates } from "./account-state.ts";
import { Agenda, type Work, type WorkKind } from "./agenda.ts";
import { nextSweep, settledMidnight } from "./calendar.ts";
import { earliestMoved, readsUsers } from "./feeds.ts";
import { Midnights, type Round } from "./midnights.ts";
import { Pace } from "./pace.ts";
import type { EvaluatorPorts } from "./ports.ts";
import type { RunningPack } from "./standings.ts";
import { Teller } from "./teller.ts";
import { Watermark } from "./watermark.ts";

export interface EvaluatorParts {
  readonly ports: EvaluatorPorts;
  readonly workspace: string;
  readonly running: RunningPack;
  readonly clock: () => Instant;
  /** How long after it was stored a row may take to be visible to everybody who reads; 0 where the writer reads itself. */
  readonly visibleMs?: number;
}

/** What one step did. */
export interface Step {
  readonly kind: WorkKind;
  readonly accounts: number;
  readonly transitions: number;
  readonly ms: number;
}

/**
 * A live piece takes what there is: most of its cost is the same for ten accounts and for a thousand. Only before every
 * account has its first midnights may an account mean a year of days.
 */
const liveSizes = { first: 200, most: 5000 } as const;
/** How long a piece of everything else should take: little enough not to hold up what is live. */
const meantMs = { background: 200, alone: 1000 } as const;

/** Keeps the scores of one workspace true: what is new, what time moves, and the midnights. One step after the other. */
export class Evaluator {
  readonly #parts: EvaluatorParts;
  readonly #agenda = new Agenda();
  /** Everybody who may have a score. */
  readonly #accounts = new Set<string>();
  readonly #states = new Map<string, AccountState>();
  /** When accounts that were never scored begin. */
  readonly #born = new Map<string, Instant>();
  readonly #midnights: Midnights;
  readonly #teller: Teller;
  readonly #watermark: Watermark;
  readonly #pace = new Pace({ least: 250, most: 2000 });
  #feeds: Float64Array = new Float64Array();
  #midnight: Instant | undefined;

  constructor(parts: EvaluatorParts) {
    this.#parts = parts;
    this.#midnights = new Midnights(parts.ports, parts);
    this.#teller = new Teller(parts.ports, parts);
    this.#watermark = new Watermark({ ...parts, readsUsers: readsUsers(parts.running.scorer.measured) });
  }

  /** Finds out where scoring stopped, and what came since. To be called once, before the first step. */
  async start(): Promise<void> {
    const now = this.#parts.clock();
    const { all, changed, feedsBefore, feeds } = await this.#watermark.start(now);
    const metrics = this.#parts.running.scorer.measured;
    this.#feeds = feedStarts(metrics, feeds);
    for (const [account, { earliest }] of all) {
      this.#accounts.add(account);
      this.#born.set(account, earliest);
      this.#agenda.sweepAt(account, now);
    }
    this.#round(now);
    // What is found has waited since scoring stopped: an end before it is scored must not make it known.
    const at = Math.min(now, this.#watermark.storedBy ?? now);
    for (const [account, { earliest }] of changed) this.#mark(account, { at, time: earliest });
    this.#reopenFeeds(earliestMoved(feedStarts(metrics, feedsBefore), this.#feeds), at);
  }

  /** New facts were stored. */
  note({ accounts, users }: Touched): void {
    const at = this.#parts.clock();
    for (const [account, time] of accounts) this.#mark(account, { at, time });
    if (users.size > 0) this.#watermark.usersChanged(at);
  }

  /** Nothing is left of these accounts. */
  forget(accounts: readonly string[]): void {
    for (const account of accounts) {
      this.#accounts.delete(account);
      this.#states.delete(account);
      this.#born.delete(account);
      this.#agenda.forget(account);
    }
    this.#parts.ports.standings?.remove(this.#parts.workspace, accounts);
  }

  /** Does the most urgent piece of work; undefined when there is none. */
  async step(): Promise<Step | undefined> {
    const begun = this.#parts.clock();
    const round = this.#round(begun);
    for (const [account, { earliest }] of await this.#watermark.look(begun, (account) => this.#states.get(account)?.evaluatedAt)) this.#mark(account, { at: begun, time: earliest });
    const isAlone = !this.#agenda.isLive;
    const work = this.#agenda.take(begun, { live: this.#watermark.through === undefined ? liveSizes.first : liveSizes.most, background: this.#pace.size });
    if (!work) return undefined;
    try {
      const transitions = await this.#evaluate(work, round);
      this.#agenda.done(work);
      await this.#watermark.save(this.#parts.clock(), this.#agenda);
      const ms = this.#parts.clock() - begun;
      if (work.kind !== "live") this.#pace.took(work.accounts.length, ms, isAlone ? meantMs.alone : meantMs.background);
      return { kind: work.kind, accounts: work.accounts.length, transitions, ms };
    } catch (error) {
      this.#agenda.failed(work, begun);
      throw error;
    }
  }

  /** Writes down how far it came, so that the next start has less to look for. */
  async stop(): Promise<void> {
    await this.#watermark.save(this.#parts.clock(), this.#agenda, true);
  }

  /** How many accounts wait for each kind of work, and since when the one that waits longest. */
  waiting(): { readonly accounts: Readonly<Record<WorkKind, number>>; readonly since: Instant | undefined } {
    return { accounts: this.#agenda.waiting(this.#parts.clock()), since: this.#agenda.oldestMark };
  }

  /** A late fact reopens the midnights behind it, of an account that has them. */
  #mark(account: string, marked: { readonly at: Instant; readonly time: Instant }): void {
    const state = this.#states.get(account);
    this.#agenda.mark(account, marked);
    this.#accounts.add(account);
    if (!state || this.#parts.running.scorer.journey) this.#born.set(account, Math.min(marked.time, this.#born.get(account) ?? Infinity));
    const through = this.#throughOf(account);
    if (through !== undefined && marked.time < through) this.#agenda.reopen(account, marked);
  }

  /** How far an account has come at most; with a journey some may have gone ahead of the others before the last end. */
  #throughOf(account: string): Instant | undefined {
    const state = this.#states.get(account);
    if (state) return state.through;
    const { through } = this.#watermark;
    return through !== undefined && this.#parts.running.scorer.journey ? this.#midnight : through;
  }

  #round(now: Instant): Round {
    const midnight = settledMidnight(now, this.#parts.running.pack.pack.timezone);
    if (midnight !== this.#midnight) {
      this.#midnight = midnight;
      if ((this.#watermark.through ?? -Infinity) < midnight) this.#agenda.fallBehind(this.#accounts);
      this.#watermark.strike(midnight);
    }
    return { now, midnight };
  }

  async #evaluate(work: Work, round: Round): Promise<number> {
    const { ports, workspace, running } = this.#parts;
    const about = { workspace, ...running };
    const feedsRead = work.kind === "live" ? ports.changes.feeds(workspace) : undefined;
    feedsRead?.catch(() => undefined);
    const states = await this.#statesOf(work.accounts);
    const bornOf = (account: string): Instant => this.#born.get(account) ?? round.midnight;
    await this.#midnights.catchUp(states, round, bornOf);
    await this.#midnights.reopen(states, round, { lateFrom: work.reopenedFrom, bornOf });
    await compareStates(ports.memory, about, { states, midnight: round.midnight });
    const travels: AccountJourney[] = [];
    const scored = await scoreAccounts(ports, {
      ...about,
      asOf: round.now,
      knownAt: round.now,
      accounts: work.accounts,
      rememberedOf: (account) => states.get(account)?.remembered ?? {},
      journeyBefore: (account) => states.get(account)?.journey,
      scoreBefore: (account) => states.get(account)?.scoreBefore,
      onJourney: (found) => void travels.push(found),
    });
    if (feedsRead) this.#lookAtFeeds(await feedsRead, round.now);
    const transitions = await this.#teller.tell(scored, states, round.now);
    this.#settle(work.accounts, { states, scored, now: round.now });
    if (travels.length > 0) ports.standings?.follow(workspace, travels);
    return transitions.length;
  }

  async #statesOf(accounts: readonly string[]): Promise<ReadonlyMap<string, AccountState>> {
    const { ports, workspace, running } = this.#parts;
    const unknown = accounts.filter((account) => !this.#states.has(account));
    const restored = unknown.length > 0 ? await restoreStates(ports, { workspace, ...running }, { accounts: unknown, through: this.#watermark.through }) : undefined;
    return new Map(accounts.map((account) => [account, (this.#states.get(account) ?? restored?.get(account)) as AccountState]));
  }

  /** Those who are customers are looked at again within the hour; the others when something is stored of them. */
  #settle(accounts: readonly string[], { states, scored, now }: { readonly states: ReadonlyMap<string, AccountState>; readonly scored: readonly ScoredAccount[]; readonly now: Instant }): void {
    const { running } = this.#parts;
    const customers = new Set(scored.map(({ account }) => account));
    const gone: string[] = [];
    for (const account of accounts) {
      const state = states.get(account) as AccountState;
      state.evaluatedAt = now;
      if (customers.has(account)) {
        this.#states.set(account, state);
        if (!running.scorer.journey) this.#born.delete(account);
        this.#agenda.sweepAt(account, nextSweep(account, now));
        continue;
      }
      gone.push(account);
      this.#states.delete(account);
      this.#accounts.delete(account);
      const born = this.#born.get(account);
      // Of one whose first fact lies ahead nothing can be seen before.
      if (born !== undefined && born >= now) this.#agenda.sweepAt(account, born + 1);
      else this.#agenda.forget(account);
    }
    if (gone.length > 0) this.#parts.ports.standings?.remove(this.#parts.workspace, gone);
  }

  /** The first event of a name, or an earlier one, gives every account a value that had none. */
  #lookAtFeeds(found: ReadonlyMap<string, Instant>, now: Instant): void {
    const feeds = feedStarts(this.#parts.running.scorer.measured, found);
    const moved = earliestMoved(this.#feeds, feeds);
    this.#feeds = feeds;
    this.#reopenFeeds(moved, now);
  }

  #reopenFeeds(moved: Instant | undefined, at: Instant): void {
    if (moved === undefined) return;
    for (const account of this.#accounts) {
      const through = this.#throughOf(account);
      if (through !== undefined && moved < through) this.#agenda.reopen(account, { at, time: moved });
      else this.#agenda.sweepAt(account, at);
    }
  }
}
