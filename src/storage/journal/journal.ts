import { join } from "node:path";
import type { JournalCover } from "../../engine/rebuild.ts";
import { type AppendAnswer, type EventJournal, type JournalBatch, type LoadTotals, noTotals } from "../../engine/event-journal.ts";
import { countRecords, readBatch } from "./batch-reader.ts";
import { type Cursor, newCursor, readCursor, writeCursor } from "./cursor.ts";
import { lockDirectory } from "../directory-lock.ts";
import { type FileOps, realFiles } from "./file-ops.ts";
import { payloadAt } from "./oldest.ts";
import { surveyOf } from "./survey.ts";
import { isUnfinished, payloadsOf, rewriteSegment } from "./rewrite.ts";
import { recover } from "./recovery.ts";
import { type Segment, endOf, listSegments } from "./segment.ts";
import { type JournalSettings, type JournalWire, defaultSettings } from "./settings.ts";
import { Writer } from "./writer.ts";

export interface JournalOptions extends JournalWire {
  readonly directory: string;
  readonly settings?: Partial<JournalSettings>;
  readonly files?: FileOps;
}

interface Parts {
  readonly directory: string;
  readonly files: FileOps;
  readonly settings: JournalSettings;
  readonly wire: JournalWire;
  readonly report: JournalWire["report"];
}

/** With less room than this most requests would be refused. */
const roomWanted = 64 * 1024;

/** The journal on files: see README.md for what it promises. */
export class FileJournal implements EventJournal {
  readonly #parts: Parts;
  readonly #unlock: () => Promise<void>;
  #closed: Segment[];
  #cursor: Cursor;
  #waiting: number;
  #writer!: Writer;
  #lookedAtDiskMs = Number.NEGATIVE_INFINITY;
  #freeBytes = Number.POSITIVE_INFINITY;
  #awaited: (() => void)[] = [];
  /** The file that is being rewritten, which can't be dropped meanwhile. */
  #rewriting: Segment | undefined;

  private constructor(parts: Parts, state: { readonly closed: Segment[]; readonly cursor: Cursor; readonly waiting: number; readonly unlock: () => Promise<void> }) {
    this.#parts = parts;
    this.#closed = state.closed;
    this.#cursor = state.cursor;
    this.#waiting = state.waiting;
    this.#unlock = state.unlock;
  }

  static async open({ directory, settings, files = realFiles, ...wire }: JournalOptions): Promise<FileJournal> {
    const parts: Parts = { directory, files, wire, report: wire.report, settings: { ...defaultSettings, ...settings } };
    const unlock = await lockDirectory(directory);
    try {
      return await FileJournal.#recovered(parts, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  static async #recovered(parts: Parts, unlock: () => Promise<void>): Promise<FileJournal> {
    for (const name of await parts.files.list(parts.directory)) if (isUnfinished(name)) await parts.files.remove(join(parts.directory, name));
    const found = await listSegments(parts.files, parts.directory);
    const cursor = await usableCursor(parts, found);
    const { segments, waiting } = await recover(parts, found, cursor);
    const last = segments.at(-1);
    const journal = new FileJournal(parts, { closed: segments.slice(0, -1), cursor, waiting, unlock });
    journal.#writer = await Writer.open(
      {
        ...parts,
        makeRoom: (bytes) => journal.#makeRoom(bytes),
        closed: (segment) => journal.#closed.push(segment),
        written: (records) => journal.#written(records),
      },
      last ? { ...last, exists: true } : { base: cursor.loaded, size: 0, exists: false },
    );
    return journal;
  }

  append(payload: Uint8Array, records: number): Promise<AppendAnswer> {
    return this.#writer.append(payload, records);
  }

  get totals(): LoadTotals {
    return this.#cursor.totals;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Bytes of all files. */
  get bytes(): number {
    return this.#writer.end - (this.#closed[0]?.base ?? this.#writer.active.base);
  }

  /** When the oldest file that is kept was last written to. */
  get oldestKept(): number | undefined {
    const [oldest] = this.#segments();
    return oldest === undefined || oldest.size === 0 ? undefined : oldest.modifiedMs;
  }

  /** What has waited longest to be loaded. */
  async oldestWaiting(): Promise<Uint8Array | undefined> {
    return this.#waiting === 0 ? undefined : await payloadAt(this.#parts.files, this.#segments(), this.#cursor.loaded);
  }

  /** What is left on its disk. */
  freeBytes(): Promise<number> {
    return this.#parts.files.freeBytes(this.#parts.directory);
  }

  /** Why nothing can be written: the disk failed, or there is no room even without what is loaded. */
  async whyNotWritable(): Promise<"broken" | "full" | undefined> {
    if (this.#writer.isBroken) return "broken";
    const { settings, files, directory } = this.#parts;
    const [oldest] = this.#closed;
    const isOverBudget = this.bytes + roomWanted > settings.maxBytes && (oldest === undefined || endOf(oldest) > this.#cursor.loaded);
    const loadedBytes = this.#closed.reduce((sum, segment) => sum + (endOf(segment) <= this.#cursor.loaded ? segment.size : 0), 0);
    return isOverBudget || (await files.freeBytes(directory)) + loadedBytes < settings.minFreeBytes ? "full" : undefined;
  }

  async nextBatch(): Promise<JournalBatch | undefined> {
    const { loaded, until } = this.#cursor;
    const batch = await readBatch(this.#parts, this.#segments(), { from: loaded, until, enoughBytes: this.#parts.settings.batchBytes });
    if (batch === undefined) return undefined;
    if (batch.until !== until) await this.#moveCursor({ ...this.#cursor, until: batch.until });
    if (batch.isDamaged) await this.#countAgain();
    return { ...batch, id: `${this.#cursor.journal}-${batch.from}-${batch.until}` };
  }

  async commit(batch: JournalBatch, totals: LoadTotals): Promise<void> {
    if (batch.from !== this.#cursor.loaded || batch.until !== this.#cursor.until) throw new RangeError(`the batch ${batch.from} to ${batch.until} isn't the one that is being loaded`);
    await this.#moveCursor({ ...this.#cursor, loaded: batch.until, until: undefined, totals });
    this.#waiting -= batch.records;
    await this.dropExpired();
  }

  more(): Promise<void> {
    if (this.#cursor.loaded < this.#writer.end) return Promise.resolve();
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  /**
   * Gives every payload to `rewrite`, and puts what that returns in its place; it must be as long. Bytes that are no frames
   * any more may be anybody's: they go, and what was set aside of them too. To be called while nothing is loaded. Appends go
   * on. Returns how many payloads were changed.
   */
  async rewrite(rewrite: (payload: Uint8Array) => Uint8Array | undefined): Promise<number> {
    const { files, directory } = this.#parts;
    await this.#writer.rotate();
    let changed = 0;
    for (const segment of this.#closed.slice()) {
      if (!this.#closed.includes(segment)) continue;
      this.#rewriting = segment;
      try {
        changed += await rewriteSegment(this.#parts, segment, rewrite);
      } finally {
        this.#rewriting = undefined;
      }
    }
    for (const name of await files.list(directory)) if (name.endsWith(".quarantine")) await files.remove(join(directory, name));
    return changed;
  }

  /** Every payload that is kept, loaded or not, oldest first. */
  async *payloads(): AsyncIterable<Uint8Array> {
    await this.#writer.rotate();
    for (const segment of this.#closed.slice()) yield* await payloadsOf(this.#parts.files, segment);
  }

  /** What could be loaded once more; `isHole` says of a payload that not all of it could. */
  async cover(isHole: (payload: Uint8Array) => boolean): Promise<Omit<JournalCover, "received"> & { readonly first: Uint8Array | undefined; readonly last: Uint8Array | undefined }> {
    await this.#writer.rotate();
    const segments = this.#closed.slice();
    const from = segments[0]?.base ?? this.#writer.active.base;
    const about = { journal: this.#cursor.journal, from, until: this.#cursor.loaded };
    return { ...about, ...(await surveyOf(this.#parts.files, { segments, from, isHole })) };
  }

  /** Everything that is kept counts as not loaded, and how it ended as not known. To be called while nothing is loaded. */
  async rewind(): Promise<void> {
    const [first] = this.#segments();
    await this.#moveCursor({ ...this.#cursor, loaded: first?.base ?? this.#cursor.loaded, until: undefined, totals: noTotals });
    this.#waiting = await countRecords(this.#parts, this.#segments(), this.#cursor.loaded);
  }

  /** Removes files whose every record is loaded, and that are older than what is to be kept. */
  async dropExpired(): Promise<void> {
    const before = this.#parts.wire.clock() - this.#parts.settings.keepMs;
    while (this.#closed[0] && this.#closed[0].modifiedMs < before && (await this.#dropOldest()));
  }

  /** Writes what waits and lets go of the directory. Whoever waits for more is woken. */
  async close(): Promise<void> {
    await this.#writer.close();
    await this.#unlock();
    this.#wake();
  }

  #segments(): readonly Segment[] {
    return [...this.#closed, this.#writer.active];
  }

  #written(records: number): void {
    this.#waiting += records;
    this.#wake();
  }

  #wake(): void {
    const awaited = this.#awaited;
    this.#awaited = [];
    for (const resolve of awaited) resolve();
  }

  async #moveCursor(cursor: Cursor): Promise<void> {
    await writeCursor(this.#parts.files, this.#parts.directory, cursor);
    this.#cursor = cursor;
  }

  /** Damage takes records with it that were counted as waiting. What is appended meanwhile counts itself. */
  async #countAgain(): Promise<void> {
    const before = this.#waiting;
    const counted = await countRecords(this.#parts, this.#segments(), this.#cursor.loaded);
    this.#waiting = counted + this.#waiting - before;
  }

  /** Loaded files make room for what isn't loaded; only when none is left, there is no room. */
  async #makeRoom(bytes: number): Promise<boolean> {
    const { settings, files, directory, wire } = this.#parts;
    while (this.bytes + bytes > settings.maxBytes) if (!(await this.#dropOldest())) return false;
    const now = wire.clock();
    if (Math.abs(now - this.#lookedAtDiskMs) >= 1000) {
      this.#freeBytes = await files.freeBytes(directory);
      this.#lookedAtDiskMs = now;
    }
    while (this.#freeBytes - bytes < settings.minFreeBytes && (await this.#dropOldest())) this.#freeBytes = await files.freeBytes(directory);
    this.#freeBytes -= bytes;
    return this.#freeBytes >= settings.minFreeBytes;
  }

  async #dropOldest(): Promise<boolean> {
    const [oldest] = this.#closed;
    if (oldest === undefined || endOf(oldest) > this.#cursor.loaded || oldest === this.#rewriting) return false;
    await this.#parts.files.remove(oldest.path);
    this.#closed.shift();
    return true;
  }
}

/** A cursor that fits the files; one that doesn't is reported, and loading begins with the oldest file. */
async function usableCursor(parts: Parts, segments: readonly Segment[]): Promise<Cursor> {
  const [first] = segments;
  const last = segments.at(-1);
  const read = await readCursor(parts.files, parts.directory);
  const begin = first?.base ?? 0;
  if (read !== "damaged" && (last === undefined || read.loaded <= endOf(last))) return read.loaded < begin ? { ...read, loaded: begin, until: undefined } : read;
  parts.report({ kind: "cursor", position: begin, bytes: 0 });
  return { ...newCursor(), loaded: begin, totals: read === "damaged" ? noTotals : read.totals };
}
