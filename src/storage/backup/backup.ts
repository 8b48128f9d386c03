import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { z } from "zod";
import { openDataDirectory } from "../clickhouse/data-directory.ts";
import { readControl } from "../control-file.ts";
import { lockDirectory } from "../directory-lock.ts";
import { realFiles } from "../journal/file-ops.ts";
import { firstWorkspace, workspaceIn } from "../workspace-file.ts";
import { listDirectory } from "./listing.ts";
import { packInto, unpackInto } from "./tar.ts";

/** What an archive says of itself; it lies in it under this name. */
const manifestName = "bellwether-backup.json";
const manifestSchema = z.object({ format: z.literal(1), program: z.string(), madeAt: z.iso.datetime(), files: z.number(), bytes: z.number() });

export type Manifest = z.infer<typeof manifestSchema>;

/** A backup or a restore that can't be, with what to do. */
export class BackupRefused extends Error {}

interface BackupRequest {
  readonly directory: string;
  readonly archive: string;
  readonly program: string;
  readonly now: number;
}

/** Writes a data directory that nobody uses into an archive, which is there whole or not at all. */
export async function backUp({ directory, archive, program, now }: BackupRequest): Promise<Manifest> {
  if (!existsSync(directory)) throw new BackupRefused(`There is no data directory ${directory}. Name it with --data.`);
  if (existsSync(archive)) throw new BackupRefused(`${archive} is there already. Choose another name, or delete it.`);
  if (!relative(resolve(directory), resolve(archive)).startsWith("..")) throw new BackupRefused(`${archive} lies in the data directory itself. Choose a place outside.`);
  await requireStopped(directory);
  return await holding(directory, async () => {
    const before = await listDirectory(directory);
    const manifest: Manifest = { format: 1, program, madeAt: new Date(now).toISOString(), files: before.files, bytes: before.bytes };
    await withPart(archive, async (part) => {
      await pack(part, directory, { manifest, paths: before.paths });
      if ((await listDirectory(directory)).state !== before.state) throw new BackupRefused("Something wrote into the data directory meanwhile, so the archive would be no single state of it. Stop it, and back up again.");
    });
    return manifest;
  });
}

interface RestoreRequest extends Pick<BackupRequest, "directory" | "archive"> {
  /** Of which workspace it has to be; undefined where any will do. */
  readonly workspace: string | undefined;
}

/** Puts what an archive holds where there is nothing yet: all of it, or nothing. */
export async function restore({ directory, archive, workspace }: RestoreRequest): Promise<Manifest> {
  if (!existsSync(archive)) throw new BackupRefused(`There is no file ${archive}.`);
  if (existsSync(directory) && (await readdir(directory)).length > 0) {
    await requireStopped(directory);
    throw new BackupRefused(`${directory} isn't empty, and nothing is overwritten. Move it away, or name another directory with --data.`);
  }
  const target = resolve(directory);
  await mkdir(dirname(target), { recursive: true });
  const part = await mkdtemp(join(dirname(target), `${basename(target)}.restoring-`));
  try {
    await unpackInto(archive, part);
    const manifest = await manifestOf(part, archive);
    const { files, bytes } = await listDirectory(part);
    if (files !== manifest.files || bytes !== manifest.bytes) throw new BackupRefused(`${archive} isn't whole: it holds ${files} files with ${bytes} bytes, and should hold ${manifest.files} with ${manifest.bytes}.`);
    const found = workspaceIn(part) ?? firstWorkspace;
    if (workspace !== undefined && workspace !== found) throw new BackupRefused(`${archive} holds the workspace \`${found}\`, and not \`${workspace}\`. Name that one, or none.`);
    if (existsSync(target)) await rmdir(target);
    await rename(part, target);
    return manifest;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** Throws when a process serves the directory, or has its ClickHouse open. */
async function requireStopped(directory: string): Promise<void> {
  const control = await readControl(directory);
  if (control) throw new BackupRefused(`Process ${control.pid} serves ${directory} at ${control.url}. Stop it first.`);
  if (existsSync(join(directory, "clickhouse"))) await (await openDataDirectory(directory)).close();
}

/** Works while journal and Postgres belong to this process, so that nobody begins to serve meanwhile. */
async function holding<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const unlock: (() => Promise<void>)[] = [];
  try {
    for (const folder of ["live/journal", "postgres"].map((name) => join(directory, name))) if (existsSync(folder)) unlock.push(await lockDirectory(folder));
    return await work();
  } finally {
    for (const release of unlock) await release();
  }
}

async function withPart(archive: string, work: (part: string) => Promise<void>): Promise<void> {
  const part = `${archive}.part`;
  await mkdir(dirname(resolve(archive)), { recursive: true });
  await rm(part, { force: true });
  try {
    await work(part);
    await rename(part, archive);
    await realFiles.syncDirectory(dirname(resolve(archive)));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** The manifest stands in the data directory only while the archive is made. */
async function pack(part: string, directory: string, { manifest, paths }: { readonly manifest: Manifest; readonly paths: readonly string[] }): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "bellwether-backup-"));
  const manifestPath = join(directory, manifestName);
  try {
    await writeFile(manifestPath, JSON.stringify(manifest), { mode: 0o600 });
    await writeFile(join(scratch, "list"), `${[manifestName, ...paths].join("\n")}\n`);
    await packInto(part, directory, join(scratch, "list"));
  } finally {
    await rm(manifestPath, { force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

async function manifestOf(part: string, archive: string): Promise<Manifest> {
  const path = join(part, manifestName);
  const text = await readFile(path, "utf8").catch(() => "null");
  const read = manifestSchema.safeParse(JSON.parse(text));
  if (!read.success) throw new BackupRefused(`${archive} is no backup that this version knows.`);
  await rm(path);
  return read.data;
}
