import type { Instant } from "../../lib/zone.ts";
import { DueList } from "./due-list.ts";

/**
 * What is to be scored, most urgent first: `live`, something new was stored; `behind`, a midnight is missing;
 * `reopened`, midnights that a late fact touches; `sweep`, nothing new for an hour, and time itself moves scores.
 */
export type WorkKind = "live" | "behind" | "reopened" | "sweep";

export interface Work {
  readonly kind: WorkKind;
  readonly accounts: readonly string[];
  /** Of `reopened`: the earliest time that a late fact of each account speaks of. */
  readonly reopenedFrom: ReadonlyMap<string, Instant>;
}

/** How many accounts one piece of work may hold. */
export interface Sizes {
  readonly live: number;
  /** Of everything else, which is cut small enough never to hold up what is live. */
  readonly background: number;
}

interface Marked {
  /** When it was noticed: everything stored before is known. */
  readonly at: Instant;
  /** Earliest time that it speaks of. */
  readonly time: Instant;
}

/** At the latest after so long everyone is looked at again, and not before half of it. */
export const sweepMs = 3_600_000;

/** Everything that waits to be scored in one workspace. Holds no more than ids and instants, and asks no clock. */
export class Agenda {
  readonly #live = new Map<string, Marked>();
  readonly #reopened = new Map<string, Marked>();
  readonly #behind = new Set<string>();
  readonly #due = new DueList();
  readonly #inWork = new Map<Work, readonly Marked[]>();
  #wasLive = false;

  /** Something about the account was stored that speaks of `time`. */
  mark(account: string, marked: Marked): void {
    earliest(this.#live, account, marked);
  }

  /** Midnights after `time` are to be scored again. */
  reopen(account: string, marked: Marked): void {
    earliest(this.#reopened, account, marked);
  }

  /** A midnight is missing that everybody should have. */
  fallBehind(accounts: Iterable<string>): void {
    for (const account of accounts) this.#behind.add(account);
  }

  /** To be looked at again by then, if nothing happens before. */
  sweepAt(account: string, due: Instant): void {
    this.#due.put(account, due);
  }

  /** Never again, until something happens. */
  forget(account: string): void {
    this.#due.remove(account);
  }

  /**
   * The next piece of work, which isn't waiting any more; it is to be `done` or `failed`. Live work goes first, but never
   * twice in a row while anything else waits, so that midnights are reached under any load.
   */
  take(now: Instant, sizes: Sizes): Work | undefined {
    const wasLive = this.#wasLive;
    this.#wasLive = !wasLive && this.#live.size > 0;
    if (this.#wasLive) return this.#takeLive(sizes.live);
    const work = this.#takeBackground(now, sizes.background);
    if (work || this.#live.size === 0) return work;
    this.#wasLive = true;
    return this.#takeLive(sizes.live);
  }

  /** Whatever it was taken up for, everybody in it has their midnights now. */
  done(work: Work): void {
    this.#inWork.delete(work);
    for (const account of work.accounts) this.#behind.delete(account);
  }

  /** Everything of it waits again. */
  failed(work: Work, now: Instant): void {
    const marks = this.#inWork.get(work) ?? [];
    this.#inWork.delete(work);
    work.accounts.forEach((account, place) => {
      const marked = marks[place];
      if (work.kind === "live" && marked) this.mark(account, marked);
      else if (work.kind === "reopened" && marked) this.reopen(account, marked);
      else if (work.kind === "behind") this.#behind.add(account);
      else this.sweepAt(account, now);
    });
  }

  get isLive(): boolean {
    return this.#live.size > 0;
  }

  /** Whether any account may still lack a midnight that it should have. */
  get isBehind(): boolean {
    return this.#behind.size > 0 || [...this.#inWork.keys()].some(({ kind }) => kind === "behind");
  }

  /** How many accounts wait for each kind of work. */
  waiting(now: Instant): Readonly<Record<WorkKind, number>> {
    return { live: this.#live.size, behind: this.#behind.size, reopened: this.#reopened.size, sweep: this.#due.countUntil(now) };
  }

  /** When the oldest thing that waits or is worked on was noticed; undefined when there is none. */
  get oldestMark(): Instant | undefined {
    let oldest: Instant | undefined;
    const note = ({ at }: Marked): void => void (oldest = Math.min(at, oldest ?? Infinity));
    for (const marked of this.#live.values()) note(marked);
    for (const marked of this.#reopened.values()) note(marked);
    for (const marks of this.#inWork.values()) marks.forEach(note);
    return oldest;
  }

  #takeLive(most: number): Work {
    return this.#begin("live", takeFrom(this.#live, most));
  }

  #takeBackground(now: Instant, most: number): Work | undefined {
    if (this.#behind.size > 0) {
      const accounts = [...this.#behind.values().take(most)];
      for (const account of accounts) this.#behind.delete(account);
      return this.#begin("behind", new Map(accounts.map((account) => [account, undefined])));
    }
    if (this.#reopened.size > 0) return this.#begin("reopened", takeFrom(this.#reopened, most));
    const due = this.#due.take(now, most);
    return due.length === 0 ? undefined : this.#begin("sweep", new Map(due.map((account) => [account, undefined])));
  }

  #begin(kind: WorkKind, taken: ReadonlyMap<string, Marked | undefined>): Work {
    const reopenedFrom = new Map([...taken].flatMap(([account, marked]) => (kind === "reopened" && marked ? [[account, marked.time] as const] : [])));
    const work: Work = { kind, accounts: [...taken.keys()], reopenedFrom };
    this.#inWork.set(work, [...taken.values()].filter((marked) => marked !== undefined));
    return work;
  }
}

function earliest(marks: Map<string, Marked>, account: string, { at, time }: Marked): void {
  const known = marks.get(account);
  marks.set(account, { at: Math.min(at, known?.at ?? Infinity), time: Math.min(time, known?.time ?? Infinity) });
}

/** In the order in which they were noticed. */
function takeFrom(marks: Map<string, Marked>, most: number): Map<string, Marked> {
  const taken = new Map(marks.entries().take(most));
  for (const account of taken.keys()) marks.delete(account);
  return taken;
}
