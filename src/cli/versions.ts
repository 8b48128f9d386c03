import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { FoundVersion, ServedVersionDoor, VersionDoor } from "../engine/definitions/door.ts";
import type { VersionEntry } from "../engine/versions.ts";
import { changeLine } from "../pack/change-line.ts";
import { diffPacks } from "../pack/diff.ts";
import { packVersion } from "../pack/identity.ts";
import type { PackFile } from "../pack/source.ts";
import { cutText } from "./format.ts";
import { jsonText } from "./json-text.ts";
import { wholeNumber } from "./options.ts";
import { answeredBy, serverOption } from "./remote.ts";
import { Refused, type ScoringWire, loadPack, refusing, soundPack, titleOf } from "./scoring.ts";
import { filesOf } from "./served-pack.ts";
import { tableText } from "./table.ts";

/** How a command reaches versions. */
export interface VersionDoors {
  /** Those of the data directory for the work: through the process that serves it where there is one, else in the database. */
  readonly withVersions: <T>(work: (door: VersionDoor, served: boolean) => Promise<T>) => Promise<T>;
  /** Those of a server elsewhere. */
  readonly versionsAt: (url: string) => ServedVersionDoor;
  /** The process that serves the data directory; undefined where none does. */
  readonly serving: () => Promise<ServedVersionDoor | undefined>;
}

export interface VersionsWire extends VersionDoors, Pick<ScoringWire, "terminal" | "progress" | "clock" | "hash" | "workspace"> {
  /** Who works on this machine, as far as it tells. */
  readonly author: string | undefined;
}

interface RemoteOptions {
  readonly url?: string;
}

interface ApplyOptions extends RemoteOptions {
  readonly message: string;
  readonly author?: string;
  readonly history?: boolean;
}

interface PullOptions extends RemoteOptions {
  readonly number?: number;
  readonly overwrite?: boolean;
}

interface ListOptions extends RemoteOptions {
  readonly json?: boolean;
}

/** `bellwether apply`, `pull` and `versions`: packs as versions that never change. */
export function register(program: Command, wire: VersionsWire): void {
  program
    .command("apply <folder>")
    .description("Keep the pack in a folder as the version in use. A server that is running turns to it at once and scores everybody anew; commands score with it, and `plan` compares with it. Versions are kept as they are, for ever; a pack with errors is refused")
    .summary("put a pack in use, as a version that is kept")
    .requiredOption("-m, --message <text>", "what changed, and why")
    .addOption(new Option("--author <name>", "who applies it (default: who is signed in on this machine)").conflicts("url"))
    .option("--history", "show histories as this version tells them, also of the time before it; what was told stays")
    .addOption(serverOption("publish"))
    .action((folder: string, options: ApplyOptions) => refusing(wire, () => apply(wire, folder, options)));
  program
    .command("pull <folder>")
    .description("Write the version in use into a folder, its files as they were applied, letter for letter")
    .summary("write the pack in use into a folder")
    .option("--number <number>", "another version than the one in use", wholeNumber)
    .option("--overwrite", "replace files that are there and differ")
    .addOption(serverOption("accounts"))
    .action((folder: string, options: PullOptions) => refusing(wire, () => pull(wire, folder, options)));
  registerVersions(program.command("versions").description("List the versions of the pack that were applied, and what is different between two of them").summary("the versions of the pack that were applied"), wire);
}

function registerVersions(versions: Command, wire: VersionsWire): void {
  versions
    .command("list", { isDefault: true })
    .description("All versions, the latest first: when, by whom, from where, and why")
    .option("--json", "print one JSON document")
    .addOption(serverOption("accounts"))
    .action((options: ListOptions) => refusing(wire, () => list(wire, options)));
  versions
    .command("diff")
    .description("What is defined otherwise in one version than in another")
    .argument("<from>", "number of the earlier version", wholeNumber)
    .argument("[to]", "number of the later one (default: the one in use)", wholeNumber)
    .addOption(serverOption("accounts"))
    .action((from: number, to: number | undefined, options: RemoteOptions) => refusing(wire, () => diff(wire, { from, to, ...options })));
}

/** Works on versions here, or at a server that is named. */
function withDoor<T>(wire: VersionDoors, { url }: RemoteOptions, work: (door: VersionDoor, isServed: boolean) => Promise<T>): Promise<T> {
  return url === undefined ? wire.withVersions((door, isServed) => (isServed ? answeredBy(undefined, () => work(door, true)) : work(door, false))) : answeredBy(url, () => work(wire.versionsAt(url), true));
}

async function apply(wire: VersionsWire, folder: string, { message, author = wire.author, history: rewritesHistory = false, url }: ApplyOptions): Promise<void> {
  if (author === undefined && url === undefined) throw new Refused("Say who applies it: --author <name>.");
  const version = packVersion(loadPack(folder, wire, "nothing was applied"), wire.hash);
  const files = filesOf(folder);
  await withDoor(wire, { ...(url !== undefined && { url }) }, async (door, isServed) => {
    const done = await door.apply({ files, version, message, rewritesHistory, ...(url === undefined && author !== undefined && { author }) });
    if (done.outcome === "number_taken") throw new Refused("Somebody else applied a version at this moment. Look at it with `bellwether plan`, and apply again.");
    if (done.outcome === "same_files") return wire.terminal.out(`Nothing to apply: ${titleOf(done.about)} has the same files.`);
    const from = done.meansTheSame ? ", which means the same as the one before" : "";
    const then = isServed ? "The server turns to it now and scores everybody anew." : "`bellwether serve` and all other commands use it from now on.";
    wire.terminal.out(`Applied ${titleOf(done.about)}${from}. ${then}`);
  });
}

async function pull(wire: VersionsWire, folder: string, { number, overwrite, ...remote }: PullOptions): Promise<void> {
  const found = await withDoor(wire, remote, (door) => door.find(number));
  if (!found) throw new Refused(number === undefined ? "No pack was applied yet. `bellwether apply <folder>` does." : `There is no version ${number}.`);
  const foreign = strangers(folder, found.files);
  if (foreign.length > 0) throw new Refused(`${folder} holds ${foreign.join(", ")}, which ${nameOf(found)} hasn't; together they would be another pack. Remove what doesn't belong there, or name another folder. Nothing was written.`);
  const differing = found.files.filter(({ path, text }) => existsSync(join(folder, path)) && readFileSync(join(folder, path), "utf8") !== text);
  if (differing.length > 0 && !overwrite) throw new Refused(`${differing.map(({ path }) => join(folder, path)).join(", ")} would be overwritten; --overwrite does that. Nothing was written.`);
  mkdirSync(folder, { recursive: true });
  for (const { path, text } of found.files) writeFileSync(join(folder, path), text);
  wire.terminal.out(`Wrote ${found.files.map(({ path }) => join(folder, path)).join(", ")}: ${found.about ? `${titleOf(found.about)}. ${found.about.message}` : "what is in use, which was never applied."}`);
}

const nameOf = ({ about }: FoundVersion): string => (about ? `version ${about.number}` : "what is in use");

/** Files of a pack that lie in the folder and aren't of the version. */
function strangers(folder: string, files: readonly PackFile[]): string[] {
  if (!existsSync(folder)) return [];
  const own = new Set(files.map(({ path }) => path));
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() && /\.ya?ml$/.test(entry.name) && entry.name !== "import.yaml" && !own.has(entry.name) ? [entry.name] : []));
}

async function list(wire: VersionsWire, { json, ...remote }: ListOptions): Promise<void> {
  const found = await withDoor(wire, remote, (door) => door.list());
  if (json) return wire.terminal.out(jsonText({ versions: found.map(({ appliedAt: at, ...entry }) => ({ ...entry, at })) }));
  if (found.length === 0) return wire.terminal.out("No pack was applied yet. `bellwether apply <folder>` does.");
  wire.terminal.out(tableText(["number", "applied", "by", "from", "version", "message"].map((head, place) => ({ head, ...(place === 0 && { align: "right" as const }) })), found.map(rowOf)));
}

const sources: Readonly<Record<VersionEntry["source"], string>> = { folder: "a folder", page: "the page" };

const rowOf = ({ number, appliedAt, author, source, version, message, rewritesHistory }: Omit<VersionEntry, "workspace">, place: number): string[] => [
  `${number}`, new Date(appliedAt).toISOString().slice(0, 16).replace("T", " "), cutText(author, 30), sources[source], version.slice(0, 12), `${message.split("\n")[0]}${rewritesHistory ? " (tells history anew)" : ""}${place === 0 ? " · in use" : ""}`,
];

async function diff(wire: VersionsWire, { from, to, ...remote }: RemoteOptions & { readonly from: number; readonly to: number | undefined }): Promise<void> {
  const [before, after] = await withDoor(wire, remote, async (door) => [await door.find(from), await door.find(to)] as const);
  for (const [found, asked] of [[before, from], [after, to]] as const) if (!found) throw new Refused(asked === undefined ? "No pack was applied yet. `bellwether apply <folder>` does." : `There is no version ${asked}.`);
  const packIn = (found: FoundVersion) => soundPack(found.files, { name: `The applied ${nameOf(found)}`, wire, therefore: "it can't be compared", problems: [] });
  const packs = { before: packIn(before as FoundVersion), after: packIn(after as FoundVersion) };
  const lines = diffPacks(packs.before, packs.after).map((change) => changeLine(change, packs));
  if (lines.length === 0) return wire.terminal.out("Both mean the same.");
  wire.terminal.out(lines.map(({ mark, text, details }) => `${mark} ${[text, ...details].join(details.length > 0 ? "; " : "")}`).join("\n"));
}
