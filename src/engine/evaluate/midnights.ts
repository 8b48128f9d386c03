import { type Instant, midnightsBetween } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import { scoreHistory } from "../history.ts";
import type { JourneyState } from "../journey-chain.ts";
import type { SnapshotBatch } from "../ports.ts";
import { Memories, rememberedIn } from "../remembered.ts";
import type { AccountState } from "./account-state.ts";
import { type Stretch, midnightAfter, stretchesOf } from "./calendar.ts";
import { journeyText } from "./journey-text.ts";
import type { EvaluatorPorts } from "./ports.ts";
import type { RunningPack } from "./standings.ts";

/** What a piece of work is about, while it is done. */
export interface Round {
  readonly now: Instant;
  /** The last midnight that everybody should have. */
  readonly midnight: Instant;
}

interface About {
  readonly workspace: string;
  readonly running: RunningPack;
}

type MidnightsPorts = Pick<EvaluatorPorts, "measurer" | "accounts" | "snapshots" | "memory" | "journeys" | "foundations">;

/** Keeps the daily snapshots whole: what is missing of them, and what late facts change. */
export class Midnights {
  readonly #ports: MidnightsPorts;
  readonly #about: About;

  constructor(ports: MidnightsPorts, about: About) {
    this.#ports = ports;
    this.#about = about;
  }

  /** Scores the midnights that accounts lack. `bornOf` says where to begin with one that has none. */
  async catchUp(states: ReadonlyMap<string, AccountState>, round: Round, bornOf: (account: string) => Instant): Promise<void> {
    const lacking = [...states].filter(([, { through }]) => through === undefined || through < round.midnight);
    const stretches = [
      ...stretchesOf(new Map(lacking.flatMap(([account, { through }]) => (through === undefined ? [[account, midnightAfter(bornOf(account), this.#zone)]] : []))), round.midnight),
      ...this.#goingOn(lacking),
    ];
    const begins = new Map(lacking.map(([account, { remembered }]) => [account, remembered]));
    for (const stretch of stretches) await this.#score(stretch, round, { states, begins });
    for (const [, state] of lacking) state.through = round.midnight;
  }

  /** Scores again what late facts touch: from the first midnight that sees each of them to the last one. A journey begins anew. */
  async reopen(states: ReadonlyMap<string, AccountState>, round: Round, { lateFrom, bornOf }: { readonly lateFrom: ReadonlyMap<string, Instant>; readonly bornOf: (account: string) => Instant }): Promise<void> {
    const hasJourney = this.#about.running.scorer.journey !== undefined;
    if (hasJourney) for (const account of lateFrom.keys()) Object.assign(states.get(account) ?? {}, { journey: undefined });
    const fromOf = new Map([...lateFrom].map(([account, time]) => [account, midnightAfter(hasJourney ? Math.min(time, bornOf(account)) : time, this.#zone)]));
    for (const stretch of stretchesOf(fromOf, round.midnight)) {
      const rows = await this.#score(stretch, round, { states, begins: await this.#stored(stretch) });
      await this.#withdraw(stretch, round, rows);
    }
  }

  /**
   * A late fact can also say that an account was no customer on days on which it had a score: those midnights don't count any more. What
   * can't be computed again, because it rests on what was removed, stays as it was told.
   */
  async #withdraw({ accounts, from }: Stretch, { midnight }: Round, rows: ReadonlyMap<string, readonly Instant[]>): Promise<void> {
    const { workspace, running: { version } } = this.#about;
    const since = Math.max(from, ((await this.#ports.foundations?.boundary(workspace)) ?? Number.NEGATIVE_INFINITY) + 1);
    const days = midnightsBetween(since, midnight, this.#zone).length;
    const lacking = accounts.filter((account) => (rows.get(account)?.length ?? 0) < days);
    const written = await this.#ports.memory.midnightsOf({ workspace, version, accounts: lacking, from: since, to: midnight });
    const of = new Map([...written].map(([account, midnights]) => [account, leftOf(midnights, rows.get(account))] as const).filter(([, left]) => left.length > 0));
    if (of.size > 0) await this.#ports.snapshots.withdraw({ workspace, version, of });
  }

  get #zone(): string {
    return this.#about.running.pack.pack.timezone;
  }

  /** What bands and journeys remember is of one midnight, so only accounts with the same last one go on together. */
  #goingOn(lacking: readonly (readonly [string, AccountState])[]): Stretch[] {
    const groups = Map.groupBy(lacking.filter(([, { through }]) => through !== undefined), ([, { through }]) => through as Instant);
    return [...groups].map(([through, group]) => ({ from: midnightAfter(through, this.#zone), accounts: group.map(([account]) => account) }));
  }

  async #stored({ accounts, from }: Stretch): Promise<ReadonlyMap<string, Remembered>> {
    const { workspace, running } = this.#about;
    const memories = await this.#ports.memory.memories({ workspace, version: running.version, accounts, before: from });
    return new Map([...memories].map(([account, memory]) => [account, rememberedIn(memory, running.scorer)]));
  }

  async #score({ accounts, from }: Stretch, { now, midnight }: Round, { states, begins }: { states: ReadonlyMap<string, AccountState>; begins: ReadonlyMap<string, Remembered> }): Promise<ReadonlyMap<string, readonly Instant[]>> {
    const { workspace, running } = this.#about;
    const { scorer, version } = running;
    const rows = new Map<string, Instant[]>();
    const memories = new Memories(scorer, { before: Infinity, comparedAt: midnight });
    const texts = new Map<string, string>();
    const note = (account: string, journey: JourneyState): void => {
      Object.assign(states.get(account) ?? {}, { journey });
      texts.set(account, journeyText(journey));
    };
    const journeys = { before: Infinity, note };
    const write = (batch: SnapshotBatch): Promise<void> => {
      memories.note(batch);
      noteRows(rows, batch);
      return this.#ports.snapshots.write(batch);
    };
    const request = { workspace, scorer, version, from, to: midnight, onFoundation: memories.laid({ set: note }), knownAt: now, accounts, rememberedOf: (account: string) => begins.get(account) ?? {}, journeyBefore: (account: string) => states.get(account)?.journey, journeys };
    await scoreHistory({ ...this.#ports, snapshots: { write } }, request, () => {});
    if (texts.size > 0) await this.#ports.journeys.write({ workspace, version, asOf: midnight, texts });
    for (const account of accounts) {
      const remembered = memories.rememberedOf(account);
      const state = states.get(account);
      // Without a midnight in the stretch it remembers what it began with.
      if (state) state.remembered = remembered.overall ? remembered : (begins.get(account) ?? {});
    }
    return rows;
  }
}

function noteRows(rows: Map<string, Instant[]>, { rows: count, accounts, account, asOf }: SnapshotBatch): void {
  for (let row = 0; row < count; row += 1) {
    const id = accounts[account[row] as number] as string;
    const own = rows.get(id);
    if (own) own.push(asOf[row] as number);
    else rows.set(id, [asOf[row] as number]);
  }
}

function leftOf(written: readonly Instant[], rows: readonly Instant[] = []): Instant[] {
  const again = new Set(rows);
  return written.filter((midnight) => !again.has(midnight));
}
