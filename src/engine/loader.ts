import type { Memberships } from "../events/attribution.ts";
import type { Fact, MembershipFact } from "../events/fact.ts";
import { Turns } from "../lib/turns.ts";
import type { Instant } from "../lib/zone.ts";
import { appendOrRefuse } from "./append-or-refuse.ts";
import type { DeadLetter, DeadLetters } from "./dead-letters.ts";
import type { EventJournal, JournalBatch, LoadTotals } from "./event-journal.ts";
import { KnownMemberships } from "./known-memberships.ts";
import { type AttributedEvents, type EventMove, eventsToMove } from "./late-memberships.ts";
import { type IsForgotten, type LoadedCall, attributed, readCalls } from "./load-batch.ts";
import type { FactLog, MembershipReader } from "./ports.ts";

export interface LoaderPorts {
  readonly journal: EventJournal;
  readonly log: FactLog;
  readonly memberships: MembershipReader;
  readonly attributed: AttributedEvents;
  readonly deadLetters: DeadLetters;
  readonly clock: () => Instant;
  /** Of those who are forgotten nothing is stored, also when it was taken before. */
  readonly isForgotten?: IsForgotten;
  /** Told after each batch: which accounts have something new. */
  readonly onLoaded?: (loaded: LoadedBatch) => void;
}

export interface LoadedBatch {
  readonly totals: LoadTotals;
  readonly workspaces: ReadonlyMap<string, Touched>;
}

/** What a batch brought to a workspace. */
export interface Touched {
  /** Accounts with new facts, and the earliest time of these; what belongs to no account is not among them. */
  readonly accounts: ReadonlyMap<string, Instant>;
  /** Users with new traits, and the earliest time of these: whoever counts users by their traits is concerned. */
  readonly users: ReadonlyMap<string, Instant>;
}

type CallWithFacts = Extract<LoadedCall, { kind: "facts" }>;
type DeadCall = Extract<LoadedCall, { kind: "dead" }>;

/** Under which id facts are appended, and where it is noted why some were not. */
interface Appending {
  readonly batchId: string;
  readonly reasons: Map<Fact, string>;
}

/**
 * Moves received calls from the journal to the log, one batch after the other. A batch is a fixed range, appended under
 * ids made of its own and then committed; whatever is interrupted begins again with the same range and ends the same.
 * A membership that arrives later than events whose account it decides moves these.
 */
export class Loader {
  readonly #ports: LoaderPorts;
  readonly #memberships: KnownMemberships;
  readonly #turns = new Turns();

  constructor(ports: LoaderPorts) {
    this.#ports = ports;
    this.#memberships = new KnownMemberships(ports.memberships);
  }

  /** Loads one batch; false when there was none. */
  loadNext(): Promise<boolean> {
    return this.#turns.run(() => this.#loadNext());
  }

  /** Works while nothing is loaded. What loading remembers of memberships is read again afterwards. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(() => work().finally(() => this.#memberships.forget()));
  }

  async #loadNext(): Promise<boolean> {
    const { journal, onLoaded } = this.#ports;
    const batch = await journal.nextBatch();
    if (batch === undefined) return false;
    try {
      const loaded = await this.#load(batch);
      await journal.commit(batch, loaded.totals);
      onLoaded?.(loaded);
    } catch (error) {
      this.#memberships.forget();
      throw error;
    }
    return true;
  }

  async #load(batch: JournalBatch): Promise<LoadedBatch> {
    const workspaces = new Map<string, Touched>();
    const dead: DeadCall[] = [];
    let { stored, duplicate, redacted } = this.#ports.journal.totals;
    for (const [workspace, calls] of readCalls(batch, this.#ports.isForgotten)) {
      const taken = calls.filter((call) => call.kind === "facts");
      redacted += calls.filter((call) => call.kind === "redacted").length;
      dead.push(...calls.filter((call) => call.kind === "dead"));
      const { storedCalls, refused, touched } = await this.#append(workspace, taken, batch.id);
      dead.push(...refused);
      stored += storedCalls;
      duplicate += taken.length - storedCalls - refused.length;
      workspaces.set(workspace, touched);
    }
    await this.#keepDead(batch, dead);
    return { totals: { stored, duplicate, redacted, dead: this.#ports.journal.totals.dead + dead.length }, workspaces };
  }

  /** The first fact of each call decides whether it is new; memberships are known before the events behind them. */
  async #append(workspace: string, calls: readonly CallWithFacts[], batchId: string): Promise<{ readonly storedCalls: number; readonly refused: readonly DeadCall[]; readonly touched: Touched }> {
    const reasons = new Map<Fact, string>();
    const memberships = await this.#memberships.of(workspace, batchId);
    const who = calls.filter(({ facts }) => facts[0]?.type !== "event");
    const newWho = await this.#newCalls(workspace, who, { batchId: `${batchId}/who`, reasons });
    await this.#appendAll(workspace, [...newWho].flatMap(({ facts }) => facts.slice(1)), { batchId: `${batchId}/rest`, reasons });
    const what: Fact[] = [];
    const joined: MembershipFact[] = [];
    for (const call of calls) {
      if (newWho.has(call)) joined.push(...learn(memberships, call.facts));
      if (call.facts[0]?.type === "event") what.push(...attributed(call.facts, call.claim, memberships));
    }
    const flags = await this.#appendAll(workspace, what, { batchId: `${batchId}/what`, reasons });
    const newWhat = what.filter((_, index) => flags[index] === 1);
    const moved = await this.#moveLate(workspace, joined, memberships);
    const refused = reasons.size === 0 ? [] : calls.flatMap((call) => refusalOf(call, reasons) ?? []);
    const halfStored = refused.filter(({ call }) => newWho.has(call)).length;
    return { storedCalls: newWho.size + newWhat.length - halfStored, refused: refused.map(({ dead }) => dead), touched: touchedBy([...[...newWho].flatMap(({ facts }) => facts), ...newWhat], moved) };
  }

  /** Events that came before the membership that decides whose they are go where they belong. */
  async #moveLate(workspace: string, joined: readonly MembershipFact[], memberships: Memberships): Promise<readonly EventMove[]> {
    if (joined.length === 0) return [];
    const users = [...new Set(joined.map(({ user }) => user))];
    const accounts = ["", ...new Set(users.flatMap((user) => memberships.accountsOf(user)))];
    const moves = eventsToMove(await this.#ports.attributed.attributedEvents({ workspace, users, accounts }), memberships);
    await this.#ports.attributed.moveEvents(workspace, moves);
    return moves;
  }

  async #newCalls(workspace: string, calls: readonly CallWithFacts[], appending: Appending): Promise<ReadonlySet<CallWithFacts>> {
    const flags = await this.#appendAll(workspace, calls.map(({ facts }) => facts[0] as Fact), appending);
    return new Set(calls.filter((_, index) => flags[index] === 1));
  }

  async #appendAll(workspace: string, facts: readonly Fact[], { batchId, reasons }: Appending): Promise<Uint8Array> {
    const { stored, refused } = await appendOrRefuse(this.#ports.log, { workspace, batchId }, facts);
    for (const [place, reason] of refused) reasons.set(facts[place] as Fact, reason);
    return stored;
  }

  async #keepDead(batch: JournalBatch, dead: readonly DeadCall[]): Promise<void> {
    if (dead.length === 0) return;
    const diedAt = this.#ports.clock();
    await this.#ports.deadLetters.add(dead.map(({ code, field, reason, received }, index): DeadLetter => ({ id: `${batch.id}/${index}`, diedAt, code, field, reason, received })));
  }
}

/** A call of which the log refused a fact; events are known by their message id, as attribution made new ones of them. */
function refusalOf(call: CallWithFacts, reasons: ReadonlyMap<Fact, string>): { readonly call: CallWithFacts; readonly dead: DeadCall } | undefined {
  const ids = new Set(call.facts.map(({ messageId }) => messageId));
  const reason = [...reasons].find(([{ messageId }]) => ids.has(messageId))?.[1];
  if (reason === undefined) return undefined;
  return { call, dead: { kind: "dead", code: "refused", field: "", reason, received: { ...call.received, calls: [call.text] } } };
}

/** Adds the memberships among the facts, and returns those that say something new. */
function learn(memberships: Memberships, facts: readonly Fact[]): MembershipFact[] {
  return facts.filter((fact) => fact.type === "membership").filter((membership) => {
    const saidBefore = memberships.latest(membership.user, membership.time)?.account === membership.account;
    memberships.add(membership);
    return !saidBefore;
  });
}

function touchedBy(facts: readonly Fact[], moved: readonly EventMove[]): Touched {
  const [accounts, users] = [new Map<string, Instant>(), new Map<string, Instant>()];
  const note = (of: Map<string, Instant>, id: string, time: Instant): void => {
    if (id !== "") of.set(id, Math.min(time, of.get(id) ?? Infinity));
  };
  for (const fact of facts) {
    if (fact.type === "user_trait") note(users, fact.user, fact.time);
    else note(accounts, fact.account, fact.time);
  }
  for (const { account, event } of moved) for (const id of [account, event.account]) note(accounts, id, event.time);
  return { accounts, users };
}
