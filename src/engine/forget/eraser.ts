import type { Subject } from "../../events/subject.ts";
import { Turns } from "../../lib/turns.ts";
import type { Instant } from "../../lib/zone.ts";
import type { ErasedFromLog, LogErasure, OtherStores } from "./ports.ts";
import type { Forgotten, Tombstone } from "./tombstone.ts";

export interface EraserPorts {
  readonly forgotten: Forgotten;
  /** Rejects while the log can't be reached. */
  readonly log: () => Promise<LogErasure>;
  readonly others: OtherStores;
  /** Works while nothing is loaded or scored. */
  readonly quiet: <T>(work: () => Promise<T>) => Promise<T>;
  /** Told within the quiet what is gone, and whose scores rested on it. */
  readonly gone: (workspace: string, gone: { readonly accounts: readonly string[]; readonly touched: ErasedFromLog["touched"] }) => Promise<void>;
  readonly clock: () => Instant;
  readonly onProblem: (error: unknown) => void;
}

/** What became of a request to forget. */
export type Forgot =
  /** Nothing is left. */
  | { readonly state: "erased"; readonly rows: ErasedFromLog["rows"]; readonly payloads: number; readonly deadLetters: number; readonly records: number; readonly previousIds: number }
  /** Nothing more is taken; what is there is erased as soon as every store can be reached. */
  | { readonly state: "pending" };

/**
 * Forgets people and accounts: first a tombstone, from which on nothing of them is taken, then every store is erased. What
 * was cut short is finished by {@link finish}, which finds out by the tombstones alone who it is.
 */
export class Eraser {
  readonly #ports: EraserPorts;
  readonly #turns = new Turns();

  constructor(ports: EraserPorts) {
    this.#ports = ports;
  }

  /** One after the other. */
  forget(workspace: string, subject: Subject): Promise<Forgot> {
    return this.#turns.run(() => this.#forget(workspace, subject));
  }

  /** Erases what is pending; false when something can't be reached. */
  finish(): Promise<boolean> {
    return this.#turns.run(() => this.#finish());
  }

  /** What is pending of others stays so: only {@link finish} looks for them. */
  async #forget(workspace: string, subject: Subject): Promise<Forgot> {
    const { forgotten, clock, onProblem } = this.#ports;
    const own = await forgotten.add(workspace, [subject], clock());
    try {
      const earlier = await this.#earlier(workspace, subject);
      const theirs = await forgotten.add(workspace, earlier, clock());
      return await this.#erase(workspace, { subjects: [subject, ...earlier], pending: [...own, ...theirs] });
    } catch (error) {
      onProblem(error);
      return { state: "pending" };
    }
  }

  async #earlier(workspace: string, { kind, id }: Subject): Promise<readonly Subject[]> {
    if (kind === "account") return [];
    const ids = await (await this.#ports.log()).previousIds(workspace, [id]);
    return ids.map((previous) => ({ kind, id: previous }));
  }

  async #finish(): Promise<boolean> {
    const { forgotten, onProblem } = this.#ports;
    const workspaces = new Set(forgotten.pending.map(({ workspace }) => workspace));
    try {
      for (const workspace of workspaces) {
        const subjects = await this.#found(workspace);
        await this.#erase(workspace, { subjects, pending: forgotten.pending.filter((tombstone) => tombstone.workspace === workspace) });
      }
      return true;
    } catch (error) {
      onProblem(error);
      return false;
    }
  }

  /** Who of those in the log is forgotten, with the ids that they had before. */
  async #found(workspace: string): Promise<readonly Subject[]> {
    const { forgotten, clock } = this.#ports;
    const log = await this.#ports.log();
    const found: Subject[] = [];
    for await (const subjects of log.subjects(workspace)) for (const subject of subjects) if (forgotten.has(workspace, subject)) found.push(subject);
    const users = found.filter(({ kind }) => kind === "user").map(({ id }) => id);
    const earlier = (await log.previousIds(workspace, users)).map((id): Subject => ({ kind: "user", id }));
    await forgotten.add(workspace, earlier, clock());
    return [...found, ...earlier];
  }

  /** `pending` are the tombstones of the subjects, and of nobody else whom the log still holds. */
  async #erase(workspace: string, { subjects, pending }: { readonly subjects: readonly Subject[]; readonly pending: readonly Tombstone[] }): Promise<Forgot> {
    const { forgotten, others, quiet, gone, clock } = this.#ports;
    const log = await this.#ports.log();
    return quiet(async () => {
      const { rows, touched } = await log.erase(workspace, subjects);
      const [payloads, deadLetters, records] = [await others.journal(), await others.deadLetters(), await others.records(workspace)];
      await others.kept();
      await gone(workspace, { accounts: subjects.filter(({ kind }) => kind === "account").map(({ id }) => id), touched });
      await forgotten.erased(pending, clock());
      return { state: "erased", rows, payloads, deadLetters, records, previousIds: subjects.length - 1 };
    });
  }
}
