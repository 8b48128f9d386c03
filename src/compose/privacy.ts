import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./access.ts";
import type { ForgetDoor } from "../cli/forget.ts";
import { askAccess } from "../contract/access-client.ts";
import { type EraserPorts, Eraser } from "../engine/forget/eraser.ts";
import { type PrivacyDoor, openPrivacy } from "../engine/forget/door.ts";
import { namesForgotten, redactPayload } from "../engine/forget/redact.ts";
import { Forgotten, type Tombstone } from "../engine/forget/tombstone.ts";
import type { Subject } from "../events/subject.ts";
import type { HeldPorts } from "../engine/forget/held.ts";
import { servedAt } from "./served.ts";
import { type StoppedSurroundings, withStopped } from "./stopped.ts";
import { uploadsIn } from "./setup.ts";
import { ApiProblem, type ClientSettings, problemOf } from "../contract/client.ts";
import { exportPaths } from "../contract/paths.ts";
import { ClickHouseErasure } from "../storage/clickhouse/erasure.ts";
import { ClickHouseHeld } from "../storage/clickhouse/held.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import type { FileDeadLetters } from "../storage/dead-letters/file-dead-letters.ts";
import type { FileJournal } from "../storage/journal/journal.ts";
import { FileKeptWork } from "../storage/kept-work.ts";
import type { PostgresDatabase } from "../storage/postgres/database.ts";
import { eraseRecords } from "../storage/postgres/erasure.ts";
import { PostgresHeld } from "../storage/postgres/held.ts";
import { FileTombstones, readTombstones, tombstonesPath } from "../storage/tombstones/file-tombstones.ts";

const ids = { digest: sha256, secret: () => randomBytes(16).toString("base64url") };

export interface PrivacySurroundings extends StoppedSurroundings {
  /** Where tombstones lie; by default in the data directory. */
  readonly forgottenPath: string | undefined;
  readonly workspace: string;
  /** Undefined where there is none yet. */
  readonly openPostgres: () => Promise<PostgresDatabase | undefined>;
}

/** Who is forgotten, as every process that takes something in has to know. */
export async function openForgotten({ directory, forgottenPath, workspace }: Pick<PrivacySurroundings, "directory" | "forgottenPath" | "workspace">): Promise<Forgotten> {
  const path = forgottenPath ?? tombstonesPath(directory);
  const tombstones = await FileTombstones.open(path);
  requireOwn(tombstones.list(), { path, workspace });
  return new Forgotten(tombstones, ids);
}

/** Two processes that write one list would lose each other's: whoever is forgotten would come back. */
function requireOwn(tombstones: readonly Tombstone[], { path, workspace }: { readonly path: string; readonly workspace: string }): void {
  const other = tombstones.find((tombstone) => tombstone.workspace !== workspace);
  if (other) throw new Error(`${path} says who is forgotten in the workspace \`${other.workspace}\`, and this is \`${workspace}\`. Each workspace has a list of its own: name another file in BELLWETHER_FORGOTTEN.`);
}

interface EraserParts extends Pick<EraserPorts, "quiet" | "gone" | "clock" | "onProblem"> {
  readonly directory: string;
  readonly forgotten: Forgotten;
  readonly store: () => Promise<ClickHouseStore>;
  readonly journal: FileJournal;
  readonly deadLetters: FileDeadLetters;
  readonly database: PostgresDatabase | undefined;
}

/** Every place in which something of somebody can lie. */
export function openEraser({ directory, forgotten, store, journal, deadLetters, database, ...rest }: EraserParts): Eraser {
  return new Eraser({
    ...rest,
    forgotten,
    log: async () => new ClickHouseErasure((await store()).clickHouse),
    others: {
      journal: () => journal.rewrite((payload) => redactPayload(forgotten, payload)),
      deadLetters: () => deadLetters.erase(({ received }) => received.calls.some((text) => namesForgotten(forgotten, received, parsed(text)))),
      records: async (workspace) => (database ? eraseRecords(database.db, { workspace, isForgotten: (id) => forgotten.has(workspace, { kind: "account", id }) }) : 0),
      kept: async () => {
        await new FileKeptWork(join(directory, "measured"), "").clear();
        await uploadsIn(directory).forget();
        return 0;
      },
    },
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every place in which something of somebody can be read. */
export function openHeld({ store, journal, deadLetters, database, clock }: Pick<EraserParts, "store" | "journal" | "deadLetters" | "database" | "clock">): HeldPorts {
  const log = async (): ReturnType<HeldPorts["log"]> => {
    const { clickHouse } = await store();
    const [erasure, held] = [new ClickHouseErasure(clickHouse), new ClickHouseHeld(clickHouse)];
    return { previousIds: (...asked) => erasure.previousIds(...asked), count: (...asked) => erasure.count(...asked), records: (...asked) => held.records(...asked) };
  };
  return { log, payloads: () => journal.payloads(), deadLetters: () => deadLetters.list(), records: new PostgresHeld(database?.db), clock };
}

/** Forgetting as the command line asks for it. */
interface PrivacyCommands extends ForgetDoor {
  /** A JSON line for each record. */
  held(subject: Subject, take: (line: string) => void): Promise<void>;
}

/** Through a server at an address, with a key that was made for it. */
export const privacyAt = (settings: ClientSettings): PrivacyCommands => ({
  held: (subject, take) => heldAt(settings, subject, take),
  preview: ({ kind, id }) => askAccess(settings, kind === "user" ? "countHeldOfUser" : "countHeldOfAccount", { id }),
  forget: ({ kind, id }) => askAccess(settings, kind === "user" ? "forgetUser" : "forgetAccount", { id }),
  list: () => askAccess(settings, "listForgotten"),
});

/** Through the process that serves the data directory where there is one; else everything is opened here. */
export async function withPrivacy<T>(surroundings: PrivacySurroundings, work: (commands: PrivacyCommands) => Promise<T>): Promise<T> {
  const { directory, workspace } = surroundings;
  const served = await servedAt(directory);
  if (served) return work(privacyAt(served));
  return withEraser(surroundings, ({ eraser, forgotten, held }) => {
    const door: PrivacyDoor = openPrivacy({ eraser, forgotten, held });
    return work({
      preview: (subject) => door.preview(workspace, subject),
      forget: (subject) => door.forget(workspace, subject),
      list: () => Promise.resolve(door.list(workspace)),
      held: async (subject, take) => {
        for await (const record of door.held(workspace, subject)) take(JSON.stringify(record));
      },
    });
  });
}

async function heldAt({ baseUrl, fetch: send, headers }: ClientSettings, { kind, id }: Subject, take: (line: string) => void): Promise<void> {
  const response = await send(`${baseUrl.replace(/\/+$/, "")}${exportPaths[kind].replace(/\{\w+\}/, encodeURIComponent(id))}`, { headers: { ...headers } });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  let rest = "";
  for await (const text of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  }
}

/** How often it is tried again while a store is away. */
const eraseAgainMs = 10_000;

/** Finishes what a crash or a store that was away has left undone, for as long as there is something. */
export function finishErasing(eraser: Eraser, forgotten: Forgotten): { stop(): Promise<void> } {
  let working: Promise<unknown> = Promise.resolve();
  const attempt = (): void => {
    if (forgotten.pending.length > 0) working = eraser.finish();
  };
  attempt();
  const timer = setInterval(attempt, eraseAgainMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await working;
    },
  };
}

interface Opened {
  readonly eraser: Eraser;
  readonly forgotten: Forgotten;
  readonly held: HeldPorts;
}

/** Works with everything that a stopped data directory holds. */
async function withEraser<T>(surroundings: PrivacySurroundings, work: (opened: Opened) => Promise<T>): Promise<T> {
  const { directory, clock, report, openPostgres } = surroundings;
  return withStopped(surroundings, async ({ store, ...files }) => {
    const database = await openPostgres();
    try {
      const forgotten = await openForgotten(surroundings);
      const parts = { ...files, store: () => Promise.resolve(store), database, clock };
      const eraser = openEraser({ ...parts, directory, forgotten, quiet: (run) => run(), gone: () => Promise.resolve(), onProblem: (error) => report(messageOf(error)) });
      return await work({ eraser, forgotten, held: openHeld(parts) });
    } finally {
      await database?.close();
    }
  });
}

/** After a restore: what was forgotten since the archive was made goes again. Returns how many there are. */
export async function forgetAgain(surroundings: PrivacySurroundings, from: { readonly asked: string | undefined; readonly otherwise: string | undefined }): Promise<number> {
  if (from.asked !== undefined && !existsSync(from.asked)) throw new Error(`There is no file ${from.asked}. The archive is restored; run \`bellwether forget\` for whoever was forgotten after it was made.`);
  const path = from.asked ?? from.otherwise;
  const others = path === undefined ? [] : await readTombstones(path);
  if (path !== undefined) requireOwn(others, { path, workspace: surroundings.workspace });
  const own = await openForgotten(surroundings);
  if (others.length === 0 && own.isNobody) return 0;
  return withEraser(surroundings, async ({ eraser, forgotten }) => {
    await forgotten.take(others);
    const count = forgotten.pending.length;
    if (!(await eraser.finish())) throw new Error("Not everything could be erased. It is tried again at each start of `bellwether serve`.");
    return count;
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
