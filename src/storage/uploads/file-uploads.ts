import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { compareText } from "../../lib/text-order.ts";
import type { RejectSink } from "../../engine/import.ts";
import { type ImportRun, type KeptText, type Uploaded, type UploadPart, UploadRefused, type UploadStore } from "../../engine/imports/ports.ts";

/** So many imports are remembered. */
const keptRuns = 20;
/** What stays free: twice what the journal leaves, which must go on when this stops. */
const leastFreeBytes = 1024 ** 3;
const unfinishedStart = "unfinished-";

const texts: Readonly<Record<KeptText, string>> = { mapping: "import.yaml", "first-definition": "first-definition.json", "declined-matches": "declined-matches.json" };

/** Uploaded files in the data directory, readable for the process alone. They are only ever read as tables. */
export class FileUploads implements UploadStore {
  readonly folder: string;
  readonly #directory: string;
  readonly #rejects: (path: string) => RejectSink;

  constructor(directory: string, rejects: (path: string) => RejectSink) {
    this.#directory = directory;
    this.#rejects = rejects;
    // Its name becomes the proposed source, which is what the command line calls such a folder.
    this.folder = join(directory, "exports");
  }

  async files(): Promise<readonly Uploaded[]> {
    const names = await readdir(this.folder).catch(() => []);
    const found = await Promise.all(names.toSorted(compareText).map(async (name): Promise<Uploaded[]> => {
      const about = await stat(join(this.folder, name)).catch(() => undefined);
      return about?.isFile() ? [{ name, bytes: about.size, uploadedAt: about.mtimeMs }] : [];
    }));
    return found.flat();
  }

  async write(name: string, part: UploadPart): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const unfinished = join(this.#directory, `${unfinishedStart}${createHash("sha256").update(name).digest("hex").slice(0, 32)}`);
    try {
      const { bavail, bsize } = await statfs(this.#directory);
      if (bavail * bsize < leastFreeBytes) throw new UploadRefused("full", "The server's disk is nearly full, and events come first. Make room, or remove files that are imported.");
      await writePart(unfinished, part);
      if (part.isLast) await rename(unfinished, join(this.folder, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async remove(name: string): Promise<boolean> {
    if (!(await this.files()).some((file) => file.name === name)) return false;
    await rm(join(this.folder, name), { force: true });
    return true;
  }

  text(of: KeptText): Promise<string | undefined> {
    return readFile(join(this.#directory, texts[of]), "utf8").catch(() => undefined);
  }

  keepText(of: KeptText, text: string): Promise<void> {
    return this.#replace(texts[of], text);
  }

  async dropText(of: KeptText): Promise<void> {
    await rm(join(this.#directory, texts[of]), { force: true });
  }

  async runs(): Promise<readonly ImportRun[]> {
    const text = await readFile(join(this.#directory, "runs.json"), "utf8").catch(() => "[]");
    return JSON.parse(text) as ImportRun[];
  }

  async keepRun(run: ImportRun): Promise<void> {
    const others = (await this.runs()).filter(({ id }) => id !== run.id);
    const [kept, old] = [[run, ...others].slice(0, keptRuns), others.slice(keptRuns - 1)];
    await this.#replace("runs.json", JSON.stringify(kept));
    for (const { id } of old) await rm(this.#rejectsFile(id), { force: true });
  }

  rejectsOf(run: string): RejectSink {
    return this.#rejects(this.#rejectsFile(run));
  }

  async rejectsPath(run: string): Promise<string | undefined> {
    if (!(await this.runs()).some(({ id }) => id === run)) return undefined;
    const path = this.#rejectsFile(run);
    return (await stat(path).catch(() => undefined)) && path;
  }

  async tidy(): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names) if (name.startsWith(unfinishedStart)) await rm(join(this.#directory, name), { force: true });
  }

  async forget(): Promise<void> {
    await this.tidy();
    await rm(this.folder, { recursive: true, force: true });
    // It names records by their ids; whoever is left is proposed once more.
    await this.dropText("declined-matches");
    const runs = await this.runs();
    for (const { id } of runs) await rm(this.#rejectsFile(id), { force: true });
    if (runs.length > 0) await this.#replace("runs.json", JSON.stringify(runs.map((run) => ({ ...run, problems: [], findings: run.findings.map((finding) => ({ ...finding, examples: [] })) }))));
  }

  #rejectsFile(run: string): string {
    return join(this.#directory, `rejects-${run}.csv`);
  }

  /** Whole or not at all, also when the power goes. */
  async #replace(name: string, text: string): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const unfinished = join(this.#directory, `${unfinishedStart}${randomUUID()}`);
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, join(this.#directory, name));
  }
}

async function writePart(path: string, { bytes, offset, mostBytes, isLast }: UploadPart): Promise<void> {
  const before = offset === 0 ? 0 : ((await stat(path).catch(() => undefined))?.size ?? 0);
  if (before !== offset) throw new UploadRefused("cut_off", "The part doesn't fit to what came before. Send the file again from its beginning.");
  const file = await open(path, offset === 0 ? "w" : "a", 0o600);
  try {
    let written = before;
    for await (const chunk of bytes) {
      written += chunk.length;
      if (written > mostBytes) throw new UploadRefused("too_large", `There is room for ${(mostBytes / 1_000_000).toFixed(mostBytes < 10_000_000 ? 1 : 0)} MB of it and no more. Pack it with gzip, or import it with \`bellwether import\` on the server.`);
      await file.write(chunk);
    }
    if (isLast) await file.sync();
  } finally {
    await file.close();
  }
}
