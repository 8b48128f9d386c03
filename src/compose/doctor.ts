import { access, constants, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { signInFrom } from "./access.ts";
import { misspelt } from "./setting-names.ts";
import type { Place, Settings } from "./workspace.ts";
import { type Finding, judge } from "../engine/doctor/judge.ts";
import { rulesFrom } from "../engine/retention/rules.ts";
import type { Observed, Opened, ServedState } from "../engine/doctor/observed.ts";
import { decodeReceived } from "../engine/received.ts";
import { deduplicationFrom } from "../storage/clickhouse/deduplication.ts";
import { readControl } from "../storage/control-file.ts";
import { workspaceIn } from "../storage/workspace-file.ts";
import { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import { inspectJournal } from "../storage/journal/inspect.ts";
import { defaultSettings, journalFrom } from "../storage/journal/settings.ts";

export interface DoctorSurroundings {
  readonly settings: Settings;
  /** Throws where the workspace that is named can't be. */
  readonly place: () => Place;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly clock: () => number;
  readonly openStore: () => Promise<{ close(): Promise<void> }>;
  readonly openPostgres: () => Promise<{ close(): Promise<void> }>;
  /** Rules of retention that were never applied, by their variables; undefined where none is set. */
  readonly neverApplied: () => Promise<readonly string[] | undefined>;
}

/** Looks at everything. What a process serves is asked of that process; the rest is opened as any command would. */
export async function examine(surroundings: DoctorSurroundings): Promise<readonly Finding[]> {
  const { settings, place, environment, version, clock, openStore, openPostgres, neverApplied } = surroundings;
  const { directory, clickHouseUrl, databaseUrl } = settings;
  const state = await directoryState(directory);
  const journal = { ...defaultSettings, ...journalSettings(environment) };
  const served = await servedState(directory);
  const look = async (open: () => Promise<{ close(): Promise<void> }>, place: { readonly url: string | undefined; readonly folder: string }): Promise<Opened> => {
    if (served && place.url === undefined) return { kind: "ok", text: "in use by the process that serves" };
    if (place.url === undefined && (state === "missing" || !(await exists(join(directory, place.folder))))) return { kind: "unused" };
    return opened(open, place.url === undefined ? `opens in ${directory}` : "the server answers, and its schema fits");
  };
  return judge({
    now: clock(),
    versions: { program: version, node: process.versions.node, isNodeOld: isOld(process.versions.node) },
    directory: { path: directory, state, workspace: ownerOf(directory) },
    settings: [...settingProblems(environment, { CLICKHOUSE_URL: clickHouseUrl, DATABASE_URL: databaseUrl }), ...problemOf(place)],
    disk: state === "missing" ? undefined : { freeBytes: await freeBytes(directory), neededBytes: defaultSettings.minFreeBytes },
    served,
    journal: await journalState(join(directory, "live", "journal"), journal.maxBytes),
    deadLetters: (await FileDeadLetters.read(join(directory, "live", "dead-letters.ndjson"))).length,
    neverApplied: state === "missing" ? undefined : await neverApplied().catch(() => undefined),
    clickHouse: await look(openStore, { url: clickHouseUrl, folder: "clickhouse" }),
    postgres: await look(openPostgres, { url: databaseUrl, folder: "postgres" }),
  });
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false);

async function directoryState(directory: string): Promise<Observed["directory"]["state"]> {
  if (!(await exists(directory))) return "missing";
  return access(directory, constants.R_OK | constants.W_OK | constants.X_OK).then(() => "usable" as const, () => "not_writable" as const);
}

async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
}

function isOld(node: string): boolean {
  const [major = 0, minor = 0] = node.split(".").map(Number);
  return major < 22 || (major === 22 && minor < 18);
}

/** Everything that would keep `serve` from starting, and names that nobody reads and that are nearly those of settings. */
function settingProblems(environment: DoctorSurroundings["environment"], urls: Readonly<Record<string, string | undefined>>): string[] {
  const wrongUrls = Object.entries(urls).filter(([, url]) => url !== undefined && !URL.canParse(url)).map(([name]) => `${name} is no address.`);
  return [...wrongUrls, ...[signInFrom, rulesFrom, journalFrom, deduplicationFrom].flatMap((read: (environment: DoctorSurroundings["environment"]) => unknown) => problemOf(() => read(environment))), ...misspelt(environment)];
}

/** The defaults where something is wrong with it, which is told by itself. */
function journalSettings(environment: DoctorSurroundings["environment"]): Partial<typeof defaultSettings> {
  try {
    return journalFrom(environment);
  } catch {
    return {};
  }
}

/** What can't be read is among the settings that are wrong. */
function ownerOf(directory: string): string | undefined {
  try {
    return workspaceIn(directory);
  } catch {
    return undefined;
  }
}

function problemOf(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

/** How long a server that is well may take to answer. */
const answerMs = 5000;

async function servedState(directory: string): Promise<ServedState | undefined> {
  const control = await readControl(directory);
  if (!control) return undefined;
  const { pid, url } = control;
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(answerMs) }).then(async (response) => (await response.json()) as { readonly reasons?: readonly string[]; readonly degraded?: readonly string[] }).catch(() => undefined);
  return { pid, url, notReady: answer && (answer.reasons ?? []), degraded: answer?.degraded ?? [] };
}

async function journalState(directory: string, mostBytes: number): Promise<Observed["journal"]> {
  const state = await inspectJournal(directory);
  if (!state) return undefined;
  const { oldestWaiting, totals: _totals, ...rest } = state;
  return { ...rest, mostBytes, oldestWaiting: oldestWaiting && decodeReceived(oldestWaiting).receivedAt };
}

async function opened(open: () => Promise<{ close(): Promise<void> }>, text: string): Promise<Opened> {
  try {
    await (await open()).close();
    return { kind: "ok", text };
  } catch (error) {
    return { kind: "failed", message: messageOf(error) };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
