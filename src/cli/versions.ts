import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import type { AppliedPack, VersionStore } from "../engine/versions.ts";
import { packVersion } from "../pack/identity.ts";
import type { Pack } from "../pack/schema.ts";
import type { PackFile } from "../pack/source.ts";
import { wholeNumber } from "./options.ts";
import { readPackFolder } from "./pack-folder.ts";
import { Refused, type ScoringWire, loadPack, refusing, running, soundPack } from "./scoring.ts";

export interface VersionsWire extends Pick<ScoringWire, "terminal" | "progress" | "clock" | "hash" | "workspace"> {
  /** Opens the applied packs for the work; throws in a sentence where a server holds them. */
  readonly withVersions: <T>(work: (versions: VersionStore) => Promise<T>) => Promise<T>;
  /** Who works on this machine, as far as it tells. */
  readonly author: string | undefined;
}

interface ApplyOptions {
  readonly message: string;
  readonly author?: string;
}

interface PullOptions {
  readonly number?: number;
  readonly overwrite?: boolean;
}

/** `bellwether apply` and `bellwether pull`: packs as versions that never change. */
export function register(program: Command, wire: VersionsWire): void {
  program
    .command("apply <folder>")
    .description("Keep the pack in a folder as the version in use: `plan` compares with it, and `serve` runs it from its next start on. Versions are kept as they are, for ever; a pack with errors is refused")
    .summary("put a pack in use, as a version that is kept")
    .requiredOption("-m, --message <text>", "what changed, and why")
    .option("--author <name>", "who applies it (default: who is signed in on this machine)")
    .action((folder: string, options: ApplyOptions) => refusing(wire, () => apply(wire, folder, options)));
  program
    .command("pull <folder>")
    .description("Write the version in use into a folder, its files as they were applied, letter for letter")
    .summary("write the pack in use into a folder")
    .option("--number <number>", "another version than the one in use", wholeNumber)
    .option("--overwrite", "replace files that are there and differ")
    .action((folder: string, options: PullOptions) => refusing(wire, () => pull(wire, folder, options)));
}

async function apply(wire: VersionsWire, folder: string, { message, author = wire.author }: ApplyOptions): Promise<void> {
  if (author === undefined) throw new Refused("Say who applies it: --author <name>.");
  const version = packVersion(loadPack(folder, wire, "nothing was applied"), wire.hash);
  const files = readPackFolder(folder).files.map(({ path, text }) => ({ path: basename(path), text }));
  await wire.withVersions(async (versions) => {
    const latest = await versions.latest(wire.workspace);
    if (latest && sameFiles(latest.files, files)) {
      wire.terminal.out(`Nothing to apply: ${titleOf(latest)} has the same files.`);
      return;
    }
    const applied: AppliedPack = { workspace: wire.workspace, number: (latest?.number ?? 0) + 1, version, author, message, appliedAt: wire.clock(), files };
    if ((await versions.add(applied)) === "number_taken") throw new Refused("Somebody else applied a version at this moment. Look at it with `bellwether plan`, and apply again.");
    wire.terminal.out(`Applied ${titleOf(applied)}${latest?.version === version ? ", which means the same as the one before" : ""}. \`bellwether serve\` runs it from its next start on.`);
  });
}

const titleOf = ({ number, version, author, appliedAt }: AppliedPack): string => `version ${number} (${version.slice(0, 12)}, by ${author}, ${new Date(appliedAt).toISOString().slice(0, 10)})`;

const sameFiles = (one: readonly PackFile[], other: readonly PackFile[]): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The pack as this program reads it: a later one may find fault with what an earlier one took. */
export const packOf = (applied: AppliedPack, wire: Pick<ScoringWire, "terminal">): Pack => soundPack(applied.files, { name: `The applied ${titleOf(applied)}`, wire, therefore: "it can't be used", problems: [] });

/** What a server scores with: the folder that is named, else what was applied last, else the default pack. */
export async function packToServe(folder: string | undefined, applied: () => Promise<AppliedPack | undefined>, wire: Pick<ScoringWire, "terminal" | "hash" | "defaultPack">): Promise<RunningPack> {
  const found = folder === undefined ? await applied() : undefined;
  return running(found ? packOf(found, wire) : loadPack(folder ?? wire.defaultPack, wire), wire);
}

async function pull(wire: VersionsWire, folder: string, { number, overwrite }: PullOptions): Promise<void> {
  const found = await wire.withVersions((versions) => (number === undefined ? versions.latest(wire.workspace) : versions.find(wire.workspace, number)));
  if (!found) throw new Refused(number === undefined ? "No pack was applied yet. `bellwether apply <folder>` does." : `There is no version ${number}.`);
  const foreign = strangers(folder, found.files);
  if (foreign.length > 0) throw new Refused(`${folder} holds ${foreign.join(", ")}, which version ${found.number} hasn't; together they would be another pack. Remove what doesn't belong there, or name another folder. Nothing was written.`);
  const differing = found.files.filter(({ path, text }) => existsSync(join(folder, path)) && readFileSync(join(folder, path), "utf8") !== text);
  if (differing.length > 0 && !overwrite) throw new Refused(`${differing.map(({ path }) => join(folder, path)).join(", ")} would be overwritten; --overwrite does that. Nothing was written.`);
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of found.files) writeFileSync(join(folder, path), text);
  wire.terminal.out(`Wrote ${found.files.map(({ path }) => join(folder, path)).join(", ")}: ${titleOf(found)}. ${found.message}`);
}

/** Files of a pack that lie in the folder and aren't of the version. */
function strangers(folder: string, files: readonly PackFile[]): string[] {
  if (!existsSync(folder)) return [];
  const own = new Set(files.map(({ path }) => path));
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() && /\.ya?ml$/.test(entry.name) && entry.name !== "import.yaml" && !own.has(entry.name) ? [entry.name] : []));
}
