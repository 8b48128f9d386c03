import type { Subject, SubjectKind } from "../../events/subject.ts";
import type { Instant } from "../../lib/zone.ts";

/** What is kept of somebody who is forgotten: enough to know the id again when it comes, and not to tell it. */
export interface Tombstone {
  readonly workspace: string;
  readonly kind: SubjectKind;
  readonly salt: string;
  /** SHA-256 of salt, workspace, kind and id. */
  readonly hash: string;
  readonly at: Instant;
  /** When everything was erased; absent while that is still to be done. */
  readonly erasedAt?: Instant;
}

/** Where tombstones are kept, apart from everything that they erase. */
export interface Tombstones {
  list(): readonly Tombstone[];
  /** On disk when it resolves. One that is there already is replaced. */
  put(tombstones: readonly Tombstone[]): Promise<void>;
}

export interface TombstoneIds {
  readonly digest: (text: string) => string;
  /** Random text that nobody can guess. */
  readonly secret: () => string;
}

/** Knows again who is forgotten. Costs a digest for each id that is asked for, and nothing as long as nobody is forgotten. */
export class Forgotten {
  readonly #tombstones: Tombstones;
  readonly #ids: TombstoneIds;
  #hashes: ReadonlySet<string> = new Set();
  #salts: readonly string[] = [];

  constructor(tombstones: Tombstones, ids: TombstoneIds) {
    this.#tombstones = tombstones;
    this.#ids = ids;
    this.#read();
  }

  get isNobody(): boolean {
    return this.#hashes.size === 0;
  }

  /** Who is still to be erased: everything may hold something of them. */
  get pending(): readonly Tombstone[] {
    return this.#tombstones.list().filter(({ erasedAt }) => erasedAt === undefined);
  }

  list(workspace: string): readonly Tombstone[] {
    return this.#tombstones.list().filter((tombstone) => tombstone.workspace === workspace);
  }

  has(workspace: string, subject: Subject): boolean {
    return this.#salts.some((salt) => this.#hashes.has(this.#hashOf(salt, workspace, subject)));
  }

  hasAny(workspace: string, subjects: readonly Subject[]): boolean {
    return !this.isNobody && subjects.some((subject) => this.has(workspace, subject));
  }

  /** From when this resolves nobody of them is taken in any more, also after a crash. */
  async add(workspace: string, subjects: readonly Subject[], at: Instant): Promise<readonly Tombstone[]> {
    const salt = this.#salts[0] ?? this.#ids.secret();
    const added = subjects.map((subject): Tombstone => ({ workspace, kind: subject.kind, salt, hash: this.#hashOf(salt, workspace, subject), at }));
    await this.#put(added);
    return added;
  }

  /** Everything was looked through for these, and erased. */
  async erased(pending: readonly Tombstone[], at: Instant): Promise<void> {
    await this.#put(pending.map((tombstone) => ({ ...tombstone, erasedAt: at })));
  }

  /** Takes over tombstones of elsewhere: what is here may be older than they are, so it is looked through again. */
  async take(tombstones: readonly Tombstone[]): Promise<void> {
    await this.#put([...this.#tombstones.list(), ...tombstones].map(({ erasedAt: _erasedAt, ...rest }) => rest));
  }

  async #put(tombstones: readonly Tombstone[]): Promise<void> {
    if (tombstones.length > 0) await this.#tombstones.put(tombstones);
    this.#read();
  }

  #read(): void {
    const all = this.#tombstones.list();
    this.#hashes = new Set(all.map(({ hash }) => hash));
    this.#salts = [...new Set(all.map(({ salt }) => salt))];
  }

  #hashOf(salt: string, workspace: string, { kind, id }: Subject): string {
    return this.#ids.digest(JSON.stringify([salt, workspace, kind, id]));
  }
}
