import type { ImportProgress } from "../import.ts";
import type { Touched } from "../loader.ts";
import { type JobPorts, runImportJob } from "./import-job.ts";
import type { ImportRun, UploadPart, Uploaded, UploadStore } from "./ports.ts";
import { uploadName } from "./upload-name.ts";

export interface UploadLimits {
  readonly files: number;
  readonly fileBytes: number;
  /** Of all files together. */
  readonly bytes: number;
}

const gigabyte = 1_000_000_000;
export const defaultLimits: UploadLimits = { files: 50, fileBytes: gigabyte, bytes: 5 * gigabyte };

export interface ImportDeskParts extends Omit<JobPorts, "rejects" | "onProgress"> {
  readonly workspace: string;
  readonly uploads: UploadStore;
  readonly uniqueId: () => string;
  readonly limits?: UploadLimits;
  /** Told whom new facts are about, so that their scores follow. */
  readonly onImported: (touched: Touched) => void;
  readonly onFailed: (error: unknown) => void;
}

/** What was asked for can't be done as things stand; the message says why. */
export class ImportRefused extends Error {
  readonly kind: "not_now" | "bad_name" | "too_many" | "unknown";

  constructor(kind: ImportRefused["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Running {
  run: ImportRun;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Files that are uploaded to a process that serves, and importing them: one import at a time. */
export class ImportDesk {
  readonly #parts: ImportDeskParts;
  readonly limits: UploadLimits;
  #running: Running | undefined;

  private constructor(parts: ImportDeskParts) {
    this.#parts = parts;
    this.limits = parts.limits ?? defaultLimits;
  }

  /** What was running when the process ended is told to be interrupted. */
  static async open(parts: ImportDeskParts): Promise<ImportDesk> {
    await parts.uploads.tidy();
    const [latest] = await parts.uploads.runs();
    if (latest?.state === "running") await parts.uploads.keepRun({ ...latest, state: "interrupted", endedAt: parts.clock() });
    return new ImportDesk(parts);
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  files(): Promise<readonly Uploaded[]> {
    return this.#parts.uploads.files();
  }

  /** The latest first; of the one that runs, how far it is. */
  async runs(): Promise<readonly ImportRun[]> {
    const kept = await this.#parts.uploads.runs();
    const running = this.#running?.run;
    return running ? [running, ...kept.filter(({ id }) => id !== running.id)] : kept;
  }

  /** Takes a file, under a name made of the one that was sent; answers with it. */
  async upload(sent: string, part: Omit<UploadPart, "mostBytes">): Promise<string> {
    this.requireIdle();
    const name = uploadName(sent);
    if (name === undefined) throw new ImportRefused("bad_name", "This is no name of a table: CSV, TSV and XLSX are read, and gzip of them.");
    const others = (await this.files()).filter((file) => file.name !== name);
    if (others.length >= this.limits.files) throw new ImportRefused("too_many", `There are ${others.length} files already. Remove those that are imported.`);
    const room = this.limits.bytes - others.reduce((sum, file) => sum + file.bytes, 0);
    await this.#parts.uploads.write(name, { ...part, mostBytes: Math.max(0, Math.min(this.limits.fileBytes, room)) });
    return name;
  }

  async remove(name: string): Promise<void> {
    this.requireIdle();
    if (!(await this.#parts.uploads.remove(name))) throw new ImportRefused("unknown", "There is no such file.");
  }

  /** Files and mapping stay as they are while they are imported. */
  requireIdle(): void {
    if (this.#running) throw new ImportRefused("not_now", "An import is running. Wait for its end, or cancel it.");
  }

  /** Begins an import, which goes on by itself. */
  async start(mapping: string, author: string): Promise<ImportRun> {
    this.requireIdle();
    const { uploads, clock, uniqueId } = this.#parts;
    const run: ImportRun = { id: uniqueId(), state: "running", author, startedAt: clock(), files: [], findings: [], findingsPartial: false, problems: [], notes: [] };
    const stop = new AbortController();
    const ended = Promise.withResolvers<void>();
    const running: Running = { run, stop, ended: ended.promise };
    // Taken before anything is awaited, so that of two who begin at once one is refused.
    this.#running = running;
    try {
      await uploads.keepRun(run);
    } catch (error) {
      this.#running = undefined;
      ended.resolve();
      throw error;
    }
    void this.#work(running, mapping).finally(() => {
      this.#running = undefined;
      ended.resolve();
    });
    return run;
  }

  /** Ends the import that runs, after the rows at hand. */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (!running) throw new ImportRefused("not_now", "No import is running.");
    running.stop.abort();
    await running.ended;
  }

  rejectsPath(run: string): Promise<string | undefined> {
    return this.#parts.uploads.rejectsPath(run);
  }

  /** Before the stores close. */
  async close(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
  }

  async #work(running: Running, mapping: string): Promise<void> {
    const { uploads, workspace, onImported, onFailed } = this.#parts;
    const onProgress = (progress: ImportProgress): void => void (running.run = { ...running.run, progress });
    try {
      const { run, touched, error } = await runImportJob({ workspace, run: running.run, folder: uploads.folder, mapping, cancelled: running.stop.signal }, { ...this.#parts, rejects: uploads.rejectsOf(running.run.id), onProgress });
      if (error !== undefined) onFailed(error);
      if (touched.accounts.size + touched.users.size > 0) onImported(touched);
      await uploads.keepRun({ ...run, ...(running.run.progress && { progress: running.run.progress }) });
    } catch (error) {
      onFailed(error);
    }
  }
}
