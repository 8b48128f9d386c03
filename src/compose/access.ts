import { createHash, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { PasswordDoor } from "../cli/password.ts";
import { throughServed } from "./served.ts";
import { askAccess } from "../contract/access-client.ts";
import type { ClientSettings } from "../contract/client.ts";
import { FrontDesk } from "../engine/access/front-desk.ts";
import type { KeyDoor } from "../engine/access/key-door.ts";
import { KeyRing } from "../engine/access/key-ring.ts";
import { openKeys } from "../engine/access/open-keys.ts";
import { type OidcSettings, readOidcSettings } from "../engine/access/oidc.ts";
import type { Log } from "../engine/log/events.ts";
import { takeOverKeys } from "../engine/access/take-over-keys.ts";
import type { GoalStore } from "../engine/plans/goal-store.ts";
import type { ViewStore } from "../engine/views/view-store.ts";
import type { PlanStore } from "../engine/plans/plan-store.ts";
import type { InsightStore } from "../engine/learn/insight-store.ts";
import type { VersionStore } from "../engine/versions.ts";
import type { AccessParts } from "../server/access/gate.ts";
import type { PeopleParts } from "../server/people.ts";
import { writeControl } from "../storage/control-file.ts";
import { putKeyFileAside, readKeyFile } from "../storage/key-file/key-file.ts";
import type { PostgresDatabase } from "../storage/postgres/database.ts";
import { PostgresGoalStore } from "../storage/postgres/goal-store.ts";
import { PostgresViewStore } from "../storage/postgres/view-store.ts";
import { PostgresInsightStore } from "../storage/postgres/insight-store.ts";
import { PostgresPlanStore } from "../storage/postgres/plan-store.ts";
import { PostgresKeyStore } from "../storage/postgres/key-store.ts";
import { PostgresSignIn } from "../storage/postgres/sign-in/postgres-sign-in.ts";
import { PostgresTeamStore } from "../storage/postgres/team-store.ts";
import { PostgresVersionStore } from "../storage/postgres/version-store.ts";
import { keptSecret } from "../storage/secret-file.ts";

export interface AccessSurroundings {
  readonly workspace: string;
  readonly openPostgres: () => Promise<PostgresDatabase>;
  readonly clock: () => number;
}

/** What a server's operator settles about signing in. */
export interface SignInSurroundings {
  /** Where people reach the server, such as `https://health.example.com`. */
  readonly publicOrigin?: string;
  /** Signs cookies; needed where several processes serve the same people. */
  readonly secret?: string;
  readonly oidc?: OidcSettings;
}

/** As the environment says. Throws with the name of the variable that is wrong. */
export function signInFrom(environment: Readonly<Record<string, string | undefined>>): SignInSurroundings {
  const { BELLWETHER_URL: url, BELLWETHER_SECRET: secret } = environment;
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).pathname === "/")) throw new Error(`BELLWETHER_URL: \`${url}\` is no address of a server such as https://health.example.com.`);
  if (secret !== undefined && secret.length < 32) throw new Error("BELLWETHER_SECRET is too short: write at least 32 random letters, and the same for every process.");
  const oidc = readOidcSettings(environment);
  return { ...(url !== undefined && { publicOrigin: new URL(url).origin }), ...(secret !== undefined && { secret }), ...(oidc && { oidc }) };
}

/** Who may do what: keys and teammates, kept in Postgres. */
export interface Access {
  readonly database: PostgresDatabase;
  readonly keys: KeyRing;
  readonly team: PostgresTeamStore;
}

/** 32 random bytes, in letters that need no escape anywhere. */
const secret = (): string => randomBytes(32).toString("base64url");

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function openAccess({ workspace, openPostgres, clock }: AccessSurroundings): Promise<Access> {
  const database = await openPostgres();
  const team = new PostgresTeamStore(database.db);
  await team.keepWorkspace({ id: workspace, name: workspace, createdAt: clock() });
  const keys = await KeyRing.open({ workspace, store: new PostgresKeyStore(database.db), clock, digest: sha256, secret, uniqueId: randomUUID });
  return { database, keys, team };
}

interface ServingSurroundings extends AccessSurroundings {
  /** Where keys may still lie in a file. */
  readonly folder: string;
  /** What somebody has to see once. */
  readonly report: (line: string) => void;
  readonly log: Log;
  readonly signIn: SignInSurroundings;
}

/** As a server needs it: with the keys of former times, and a first one, so that a library can be pointed here at once. */
async function openServingAccess(parts: ServingSurroundings): Promise<Access> {
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

async function makeFirstKey(keys: KeyRing, { report }: ServingSurroundings): Promise<void> {
  if (keys.list().some(({ kind }) => kind === "write")) return;
  const made = await keys.create({ kind: "write", name: "first", acceptsVocabulary: true });
  if (made !== "name_taken") report(`first write key, shown only now: ${made.text}`);
}

/**
 * Works on the keys of a workspace: through the process that serves the data directory where there is one, because an
 * embedded database belongs to one process and keys count there at once; else in the database itself.
 */
export async function withKeys<T>(parts: AccessSurroundings & { readonly directory: string }, work: (keys: KeyDoor) => Promise<T>): Promise<T> {
  return throughServed(parts.directory, (settings) => work(keysThrough(settings)), () => withOpened(parts, work));
}

async function withOpened<T>(parts: AccessSurroundings, work: (keys: KeyDoor) => Promise<T>): Promise<T> {
  const { database, keys } = await openAccess(parts);
  try {
    return await work(openKeys(keys));
  } finally {
    await database.close();
  }
}

function keysThrough(settings: ClientSettings): KeyDoor {
  return {
    list: async () => (await askAccess(settings, "listKeys")).keys,
    create: (body) => askAccess(settings, "createKey", { body }),
    revoke: (id) => askAccess(settings, "revokeKey", { id }),
  };
}

/** Works on the teammates of the process that serves a data directory; passwords are nowhere else to be set. */
export async function withTeammates(directory: string, work: (door: PasswordDoor) => Promise<void>): Promise<void> {
  await throughServed(
    directory,
    (settings) => work({ teammates: async () => (await askAccess(settings, "listTeammates")).teammates, reset: async (id) => (await askAccess(settings, "resetPassword", { id })).password }),
    () => Promise.reject(new Error(`Nothing serves ${directory}. Start \`bellwether serve\` on it, and set the password while it runs.`)),
  );
}

/** Everything of a server that lets people and programs in. */
export interface Door {
  readonly database: PostgresDatabase;
  readonly keys: KeyRing;
  readonly plans: PlanStore;
  readonly goals: GoalStore;
  readonly views: ViewStore;
  readonly versions: VersionStore;
  readonly insights: InsightStore;
  readonly people: PeopleParts;
  readonly access: AccessParts;
  /** What doesn't work at the moment, each as a sentence, while events are taken all the same. */
  readonly degraded: () => readonly string[];
  /** Once it listens: tells commands on this machine where, and how to become the first administrator. */
  opened(url: string): Promise<void>;
  /** A link that signs in once on this machine, as somebody made up; undefined where real people are there. */
  demoLink(url: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function openDoor(parts: ServingSurroundings & { readonly directory: string }): Promise<Door> {
  const { signIn, report, log } = parts;
  const access = await openServingAccess(parts);
  const { keys, team, database } = access;
  const desk = await openFrontDesk(access, parts).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const control = { text: secret(), workspace: parts.workspace };
  const keeping = keepKeysFresh(keys, log);
  let forget = (): Promise<void> => Promise.resolve();
  return {
    database,
    keys,
    plans: new PostgresPlanStore(database.db),
    goals: new PostgresGoalStore(database.db),
    views: new PostgresViewStore(database.db),
    versions: new PostgresVersionStore(database.db),
    insights: new PostgresInsightStore(database.db),
    people: { desk, team, keys },
    access: { readKeys: keys, sessions: desk, control, ...(signIn.publicOrigin !== undefined && { publicOrigin: signIn.publicOrigin }) },
    degraded: () => (keeping.isAway() ? ["Postgres is away: known keys go on opening, nobody can sign in"] : []),
    async opened(url) {
      forget = await writeControl(parts.directory, { pid: process.pid, url, token: control.text });
      if (await desk.needsSetup()) report(`become the first administrator: ${signIn.publicOrigin ?? url}/setup#${desk.setupToken}`);
    },
    async demoLink(url) {
      const token = await desk.oneTimeLink(demoPerson);
      return token && `${url}/api/v1/session/link/${token}`;
    },
    async close() {
      await keeping.stop();
      await forget();
      await database.close();
    },
  };
}

/** Nobody's address: names under `.invalid` belong to no one. */
export const demoPerson = { email: "demo@bellwether.invalid", name: "Demo" };

async function openFrontDesk({ database, team }: Access, { workspace, clock, folder, log, signIn }: ServingSurroundings): Promise<FrontDesk> {
  const { publicOrigin, oidc } = signIn;
  if (oidc && publicOrigin === undefined) throw new Error("Single sign-on needs BELLWETHER_URL: the address under which people reach this server, such as https://health.example.com.");
  const cookieSecret = signIn.secret ?? (await keptSecret(join(folder, "cookie-secret"), secret));
  const parts = { workspace, team, clock, digest: sha256, secret, uniqueId: randomUUID };
  return new FrontDesk(parts, (welcome) => new PostgresSignIn(database.db, { workspace, ...(publicOrigin !== undefined && { publicOrigin }), secret: cookieSecret, onFailed: () => log("sign_in_failed", {}), ...(oidc && { oidc: { ...oidc, welcome } }) }), oidc);
}

/** How often what other processes made and revoked is taken in; and how often uses are written down. */
const refreshMs = 5000;
const usesMs = 60_000;

interface Keeping {
  /** Whether the database could be asked the last time. */
  readonly isAway: () => boolean;
  stop(): Promise<void>;
}

/**
 * Keeps the keys in memory as fresh as the database. While that is away, known keys go on opening; that is said once.
 */
function keepKeysFresh(keys: KeyRing, log: Log): Keeping {
  let isAway = false;
  let working: Promise<void> = Promise.resolve();
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
      if (isAway) log("postgres_back", {});
      isAway = false;
    } catch (error) {
      if (!isAway) log("postgres_away", { error });
      isAway = true;
    }
  };
  // One after another, so that a database that is slow to refuse is not asked twice at a time.
  const each = (work: () => Promise<void>) => (): void => void (working = working.then(() => attempt(work)));
  const timers = [setInterval(each(() => keys.refresh()), refreshMs), setInterval(each(() => keys.keepUses()), usesMs)];
  return {
    isAway: () => isAway,
    async stop() {
      timers.forEach(clearInterval);
      await working;
      if (!isAway) await attempt(() => keys.keepUses());
    },
  };
}
