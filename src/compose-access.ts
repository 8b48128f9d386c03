import { createHash, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { askAccess } from "./contract/access-client.ts";
import { ApiProblem } from "./contract/client.ts";
import type { KeyDoor } from "./engine/access/key-door.ts";
import { KeyRing } from "./engine/access/key-ring.ts";
import { openKeys } from "./engine/access/open-keys.ts";
import { takeOverKeys } from "./engine/access/take-over-keys.ts";
import { type Control, readControl } from "./storage/control-file.ts";
import { putKeyFileAside, readKeyFile } from "./storage/key-file/key-file.ts";
import type { PostgresDatabase } from "./storage/postgres/database.ts";
import { PostgresKeyStore } from "./storage/postgres/key-store.ts";
import { PostgresTeamStore } from "./storage/postgres/team-store.ts";

export interface AccessSurroundings {
  readonly workspace: string;
  readonly openPostgres: () => Promise<PostgresDatabase>;
  readonly clock: () => number;
}

/** Who may do what: keys and teammates, kept in Postgres. */
export interface Access {
  readonly database: PostgresDatabase;
  readonly keys: KeyRing;
  readonly team: PostgresTeamStore;
}

/** 32 random bytes, in letters that need no escape anywhere. */
export const secret = (): string => randomBytes(32).toString("base64url");

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function openAccess({ workspace, openPostgres, clock }: AccessSurroundings): Promise<Access> {
  const database = await openPostgres();
  const team = new PostgresTeamStore(database.db);
  await team.keepWorkspace({ id: workspace, name: workspace, createdAt: clock() });
  const keys = await KeyRing.open({ store: new PostgresKeyStore(database.db), clock, digest: sha256, secret, uniqueId: randomUUID });
  return { database, keys, team };
}

export interface ServingSurroundings extends AccessSurroundings {
  /** Where keys may still lie in a file. */
  readonly folder: string;
  readonly report: (line: string) => void;
}

/** As a server needs it: with the keys of former times, and a first one, so that a library can be pointed here at once. */
export async function openServingAccess(parts: ServingSurroundings): Promise<Access> {
  const access = await openAccess(parts);
  try {
    await takeOverKeyFile(access, parts);
    await makeFirstKey(access.keys, parts);
    return access;
  } catch (error) {
    await access.database.close();
    throw error;
  }
}

async function takeOverKeyFile({ database, keys, team }: Access, { folder, clock, report }: ServingSurroundings): Promise<void> {
  const path = join(folder, "write-keys.json");
  const former = await readKeyFile(path);
  if (former.length === 0) return;
  for (const { workspace } of former) await team.keepWorkspace({ id: workspace, name: workspace, createdAt: clock() });
  const count = await takeOverKeys(new PostgresKeyStore(database.db), former, { now: clock(), uniqueId: randomUUID });
  await putKeyFileAside(path);
  await keys.refresh();
  report(`${count} write keys of ${path} are kept in Postgres now`);
}

async function makeFirstKey(keys: KeyRing, { workspace, report }: ServingSurroundings): Promise<void> {
  if (keys.list(workspace).some(({ kind }) => kind === "write")) return;
  const made = await keys.create({ kind: "write", workspace, name: "first", acceptsVocabulary: true });
  if (made !== "name_taken") report(`first write key, shown only now: ${made.text}`);
}

/**
 * Works on the keys of a workspace: through the process that serves the data directory where there is one, because an
 * embedded database belongs to one process and keys count there at once; else in the database itself.
 */
export async function withKeys<T>(parts: AccessSurroundings & { readonly directory: string }, work: (keys: KeyDoor) => Promise<T>): Promise<T> {
  const control = await readControl(parts.directory);
  if (control) {
    return work(keysThrough(control)).catch((error: unknown) => {
      if (error instanceof ApiProblem) throw error;
      throw new Error(`Process ${control.pid} serves ${parts.directory} at ${control.url}, but doesn't answer there. Is it stopping, or stuck?`, { cause: error });
    });
  }
  const { database, keys } = await openAccess(parts);
  try {
    return await work(openKeys(keys, parts.workspace));
  } finally {
    await database.close();
  }
}

function keysThrough({ url, token }: Control): KeyDoor {
  const settings = { baseUrl: url, fetch, headers: { authorization: `Bearer ${token}` } };
  return {
    list: async () => (await askAccess(settings, "listKeys")).keys,
    create: (body) => askAccess(settings, "createKey", { body }),
    revoke: (id) => askAccess(settings, "revokeKey", { id }),
  };
}

/** How often what other processes made and revoked is taken in; and how often uses are written down. */
const refreshMs = 5000;
const usesMs = 60_000;

/**
 * Keeps the keys in memory as fresh as the database, until it is told to stop. While the database is away, known keys go on
 * opening; that is said once.
 */
export function keepKeysFresh(keys: KeyRing, report: (line: string) => void): () => Promise<void> {
  let isAway = false;
  let working: Promise<void> = Promise.resolve();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      if (isAway) report("Postgres is back");
      isAway = false;
    } catch (error) {
      if (!isAway) report(`Postgres is away, known keys go on opening: ${error instanceof Error ? error.message : String(error)}`);
      isAway = true;
    }
  };
  // One after another, so that a database that is slow to refuse is not asked twice at a time.
  const each = (work: () => Promise<void>) => (): void => void (working = working.then(() => attempt(work)));
  const timers = [setInterval(each(() => keys.refresh()), refreshMs), setInterval(each(() => keys.keepUses()), usesMs)];
  return async () => {
    timers.forEach(clearInterval);
    await working;
    await attempt(() => keys.keepUses());
  };
}
