import type { Instant } from "../../lib/zone.ts";
import type { Remembered } from "../../scores/explain.ts";
import { scoreHistory } from "../history.ts";
import type { SnapshotBatch } from "../ports.ts";
import { Memories, rememberedIn } from "../remembered.ts";
import type { AccountState } from "./account-state.ts";
import { type Stretch, midnightAfter, stretchesOf } from "./calendar.ts";
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

/** Keeps the daily snapshots whole: what is missing of them, and what late facts change. */
export class Midnights {
  readonly #ports: Pick<EvaluatorPorts, "measurer" | "accounts" | "snapshots" | "memory">;
  readonly #about: About;

  constructor(ports: Pick<EvaluatorPorts, "measurer" | "accounts" | "snapshots" | "memory">, about: About) {
    this.#ports = ports;
    this.#about = about;
  }

  /** Scores the midnights that accounts lack. `bornOf` says where to begin with one that has none. */
  async catchUp(states: ReadonlyMap<string, AccountState>, round: Round, bornOf: (account: string) => Instant): Promise<void> {
    const zone = this.#zone;
    const lacking = [...states].filter(([, { through }]) => through === undefined || through < round.midnight);
    const fromOf = new Map(lacking.map(([account, { through }]) => [account, midnightAfter(through ?? bornOf(account), zone)]));
    for (const stretch of stretchesOf(fromOf, round.midnight)) {
      const begins = new Map(stretch.accounts.map((account) => [account, states.get(account)?.remembered ?? {}]));
      await this.#score(stretch, round, { states, begins: await this.#beginsOf(stretch, { states, begins }) });
    }
    for (const [account] of lacking) (states.get(account) as AccountState).through = round.midnight;
  }

  /** Scores again what late facts touch: from the first midnight that sees each of them to the last one. */
  async reopen(states: ReadonlyMap<string, AccountState>, round: Round, lateFrom: ReadonlyMap<string, Instant>): Promise<void> {
    const fromOf = new Map([...lateFrom].map(([account, time]) => [account, midnightAfter(time, this.#zone)]));
    for (const stretch of stretchesOf(fromOf, round.midnight)) {
      await this.#score(stretch, round, { states, begins: await this.#stored(stretch) });
    }
  }

  get #zone(): string {
    return this.#about.running.pack.pack.timezone;
  }

  /** A stretch begins with its earliest account; those that begin later need what they remembered then, not now. */
  async #beginsOf(stretch: Stretch, { states, begins }: { states: ReadonlyMap<string, AccountState>; begins: ReadonlyMap<string, Remembered> }): Promise<ReadonlyMap<string, Remembered>> {
    const isOfOneDay = stretch.accounts.every((account) => {
      const through = states.get(account)?.through;
      return through === undefined || midnightAfter(through, this.#zone) === stretch.from;
    });
    return isOfOneDay ? begins : this.#stored(stretch);
  }

  async #stored({ accounts, from }: Stretch): Promise<ReadonlyMap<string, Remembered>> {
    const { workspace, running } = this.#about;
    const memories = await this.#ports.memory.memories({ workspace, version: running.version, accounts, before: from });
    return new Map([...memories].map(([account, memory]) => [account, rememberedIn(memory, running.scorer)]));
  }

  async #score({ accounts, from }: Stretch, { now, midnight }: Round, { states, begins }: { states: ReadonlyMap<string, AccountState>; begins: ReadonlyMap<string, Remembered> }): Promise<void> {
    const { workspace, running } = this.#about;
    const { scorer, version } = running;
    const memories = new Memories(scorer, { before: Infinity, comparedAt: midnight });
    const write = (batch: SnapshotBatch): Promise<void> => {
      memories.note(batch);
      return this.#ports.snapshots.write(batch);
    };
    const request = { workspace, scorer, version, from, to: midnight, knownAt: now, accounts, rememberedOf: (account: string) => begins.get(account) ?? {} };
    await scoreHistory({ ...this.#ports, snapshots: { write } }, request, () => {});
    for (const account of accounts) {
      const remembered = memories.rememberedOf(account);
      const state = states.get(account);
      // Without a midnight in the stretch it remembers what it began with.
      if (state) state.remembered = remembered.overall ? remembered : (begins.get(account) ?? {});
    }
  }
}
