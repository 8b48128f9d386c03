import { type AppendAnswer, JournalBroken } from "../../engine/event-journal.ts";
import type { FileOps, OpenFile } from "./file-ops.ts";
import { frameHeader, frameHeaderBytes } from "./frame.ts";
import { type Segment, segmentPath } from "./segment.ts";
import type { JournalSettings, JournalWire } from "./settings.ts";

interface Waiting {
  readonly buffers: readonly [Uint8Array, Uint8Array];
  readonly bytes: number;
  readonly records: number;
  readonly resolve: (answer: AppendAnswer) => void;
  readonly reject: (error: Error) => void;
}

export interface WriterParts {
  readonly directory: string;
  readonly files: FileOps;
  readonly settings: JournalSettings;
  readonly wire: JournalWire;
  /** Makes room for so many bytes, and tells whether there is enough. */
  readonly makeRoom: (bytes: number) => Promise<boolean>;
  /** A file is full and closed. */
  readonly closed: (segment: Segment) => void;
  readonly written: (records: number) => void;
}

/** How long a full disk is believed to stay full without looking again. */
const fullForMs = 1000;

/**
 * Appends to the newest file. Whatever waits when a write begins goes to disk together: one write and one `fdatasync`
 * for all of them, and nobody is told `written` before it. After a failed `fdatasync` nobody knows what is on disk,
 * and a second one would say that all is well; therefore it is the end.
 */
export class Writer {
  readonly #parts: WriterParts;
  #file: OpenFile;
  #base: number;
  #size: number;
  #openedMs: number;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #fullUntilMs = 0;
  #running: Promise<void> | undefined;
  #broken: JournalBroken | undefined;

  private constructor(parts: WriterParts, file: OpenFile, at: { readonly base: number; readonly size: number }) {
    this.#parts = parts;
    this.#file = file;
    this.#base = at.base;
    this.#size = at.size;
    this.#openedMs = parts.wire.clock();
  }

  /** Goes on in the file that begins at `base`, or begins it. */
  static async open(parts: WriterParts, at: { readonly base: number; readonly size: number; readonly exists: boolean }): Promise<Writer> {
    const file = await parts.files.open(segmentPath(parts.directory, at.base), at.exists ? "change" : "create");
    if (!at.exists) await parts.files.syncDirectory(parts.directory);
    return new Writer(parts, file, at);
  }

  /** Position behind the last byte that is on disk for good. */
  get end(): number {
    return this.#base + this.#size;
  }

  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  get active(): Segment {
    return { path: segmentPath(this.#parts.directory, this.#base), base: this.#base, size: this.#size, modifiedMs: this.#openedMs };
  }

  append(payload: Uint8Array, records: number): Promise<AppendAnswer> {
    if (this.#broken) return Promise.reject(this.#broken);
    const bytes = payload.byteLength + frameHeaderBytes;
    if (this.#waitingBytes + bytes > this.#parts.settings.maxPendingBytes) return Promise.resolve("busy");
    if (this.#parts.wire.clock() < this.#fullUntilMs) return Promise.resolve("full");
    return new Promise((resolve, reject) => {
      this.#waiting.push({ buffers: [frameHeader(payload, records), payload], bytes, records, resolve, reject });
      this.#waitingBytes += bytes;
      this.#running ??= this.#run();
    });
  }

  /** Closes the file, so that everything written until now lies in files that are written no more. */
  async rotate(): Promise<void> {
    while (this.#running) await this.#running;
    if (this.#broken) throw this.#broken;
    if (this.#size === 0) return;
    const rotated = this.#rotate();
    this.#running = rotated.then(
      () => this.#run(),
      (error: unknown) => {
        this.#break(error, this.#waiting);
        this.#running = undefined;
      },
    );
    if (!(await rotated)) throw new Error("there is no room on the disk for another file of the journal");
  }

  /** Writes what waits, and takes nothing more. */
  async close(): Promise<void> {
    await this.#running;
    this.#broken ??= new JournalBroken("the journal is closed");
    await this.#file.close();
  }

  async #run(): Promise<void> {
    let group: Waiting[] = [];
    try {
      while (this.#waiting.length > 0) {
        group = this.#waiting;
        this.#waiting = [];
        await this.#commit(group);
        this.#waitingBytes -= bytesOf(group);
      }
    } catch (error) {
      this.#break(error, [...group, ...this.#waiting]);
    }
    this.#running = undefined;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const bytes = bytesOf(group);
    const answer = (await this.#write(group, bytes)) ? "written" : "full";
    if (answer === "written") {
      this.#size += bytes;
      this.#parts.written(group.reduce((sum, { records }) => sum + records, 0));
    } else this.#fullUntilMs = this.#parts.wire.clock() + fullForMs;
    for (const { resolve } of group) resolve(answer);
  }

  /** False when there is no room: then nothing of it stays in the file. */
  async #write(group: readonly Waiting[], bytes: number): Promise<boolean> {
    if (!(await this.#parts.makeRoom(bytes)) || !(await this.#rotateWhenDue())) return false;
    try {
      await this.#file.write(group.flatMap(({ buffers }) => buffers), this.#size);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      await this.#file.truncate(this.#size);
      return false;
    }
    await this.#file.datasync();
    return true;
  }

  async #rotateWhenDue(): Promise<boolean> {
    const { settings, wire } = this.#parts;
    const isDue = this.#size >= settings.segmentBytes || wire.clock() - this.#openedMs >= settings.segmentMs;
    return this.#size === 0 || !isDue || (await this.#rotate());
  }

  /** False when there is no room for another file. */
  async #rotate(): Promise<boolean> {
    const { directory, files, wire } = this.#parts;
    let next: OpenFile;
    try {
      next = await files.open(segmentPath(directory, this.end), "create");
    } catch (error) {
      if (isDiskFull(error)) return false;
      throw error;
    }
    await files.syncDirectory(directory);
    this.#parts.closed({ ...this.active, modifiedMs: wire.clock() });
    await this.#file.close();
    this.#file = next;
    this.#base = this.end;
    this.#size = 0;
    this.#openedMs = wire.clock();
    return true;
  }

  #break(error: unknown, waiting: readonly Waiting[]): void {
    this.#broken = new JournalBroken(`the journal in ${this.#parts.directory} can't be written: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    this.#waiting = [];
    for (const { reject } of waiting) reject(this.#broken);
    this.#parts.wire.onBroken(this.#broken);
  }
}

const bytesOf = (group: readonly Waiting[]): number => group.reduce((sum, { bytes }) => sum + bytes, 0);

function isDiskFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}
