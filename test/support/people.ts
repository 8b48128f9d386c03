import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Role } from "../../src/contract/access.ts";
import { FrontDesk } from "../../src/engine/access/front-desk.ts";
import { KeyRing } from "../../src/engine/access/key-ring.ts";
import type { OidcSettings } from "../../src/engine/access/oidc.ts";
import type { PostgresDatabase } from "../../src/storage/postgres/database.ts";
import { PostgresKeyStore } from "../../src/storage/postgres/key-store.ts";
import { PostgresGoalStore } from "../../src/storage/postgres/goal-store.ts";
import { PostgresViewStore } from "../../src/storage/postgres/view-store.ts";
import { PostgresPlanStore } from "../../src/storage/postgres/plan-store.ts";
import { PostgresSignIn } from "../../src/storage/postgres/sign-in/postgres-sign-in.ts";
import { PostgresTeamStore } from "../../src/storage/postgres/team-store.ts";
import { testDesk } from "./definitions.ts";
import { setupWithoutStore } from "./setup.ts";
import { MemoryDeadLetters } from "./memory-dead-letters.ts";
import { noon } from "./received.ts";
import { runningPack } from "./api.ts";
import { testInsights } from "./insights.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { testServer } from "./server.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const nothingKept = { classes: [], timezone: "UTC", boundary: null, boundaryAfter: null, removed: null };

export interface People {
  readonly app: FastifyInstance;
  readonly desk: FrontDesk;
  readonly team: PostgresTeamStore;
  readonly keys: KeyRing;
  readonly reported: readonly string[];
  /** A teammate of that role, signed in; answers with the `Cookie` header. */
  signedIn(role: Role, workspace?: string): Promise<string>;
  passTime(ms: number): void;
}

export interface PeopleOptions {
  readonly publicOrigin?: string;
  readonly oidc?: OidcSettings;
}

/** The server with real sign-in on an emptied database, for the workspace `acme`; `other` is there too. */
export async function peopleServer({ db }: PostgresDatabase, { publicOrigin, oidc }: PeopleOptions = {}): Promise<People> {
  await sql`truncate workspaces, sign_in_people, sign_in_verifications cascade`.execute(db);
  let now = noon;
  const reported: string[] = [];
  const team = new PostgresTeamStore(db);
  for (const id of ["acme", "other"]) await team.keepWorkspace({ id, name: id, createdAt: now });
  const common = { clock: () => now, digest: sha256, secret: () => randomBytes(32).toString("base64url"), uniqueId: randomUUID };
  const keys = await KeyRing.open({ workspace: "acme", store: new PostgresKeyStore(db), ...common });
  const settings = { workspace: "acme", ...(publicOrigin !== undefined && { publicOrigin }), secret: common.secret(), onFailed: () => void reported.push("sign_in_failed") };
  const sessions = new PostgresSignIn(db, settings);
  const desk = new FrontDesk({ workspace: "acme", team, ...common }, (welcome) => new PostgresSignIn(db, { ...settings, ...(oidc && { oidc: { ...oidc, welcome } }) }), oidc);
  const letters = new MemoryDeadLetters();
  const { app } = await testServer({ keys, deadLetters: { letters, replay: (isWanted) => letters.replay(isWanted) }, clock: () => now, people: { desk, team, keys }, definitions: testDesk(), setup: await setupWithoutStore(), insights: testInsights({} as ClickHouseStore, { workspace: "acme", now, running: runningPack() }), privacy: { preview: () => Promise.resolve({ rows: { events: 0, traits: 0, memberships: 0, scores: 0 }, calls: 0, deadLetters: 0, records: 0, previousIds: 0 }), forget: () => Promise.resolve({ state: "pending" }), list: () => ({ forgotten: [] }), held: async function* () { yield { kind: "export" }; } }, retention: { look: () => Promise.resolve(nothingKept), apply: () => Promise.resolve(nothingKept) }, plans: { store: new PostgresPlanStore(db), goals: new PostgresGoalStore(db), views: new PostgresViewStore(db), clock: () => now, uniqueId: randomUUID }, access: { readKeys: keys, sessions: desk, ...(publicOrigin !== undefined && { publicOrigin }) } });
  return {
    app,
    desk,
    team,
    keys,
    reported,
    async signedIn(role, workspace = "acme") {
      const id = randomUUID();
      const email = `${role}-${id}@${workspace}.example`;
      await team.add({ id, workspace, email, name: role, role, books: [], createdAt: now });
      const signIn = workspace === "acme" ? sessions : new PostgresSignIn(db, { ...settings, workspace });
      return cookieOf(await signIn.open({ email, name: role }));
    },
    passTime: (ms) => void (now += ms),
  };
}

/** The `Cookie` header of a browser that was given these. */
export function cookieOf(setCookies: string | readonly string[] | undefined): string {
  return [setCookies ?? []].flat().map((cookie) => cookie.split(";", 1)[0]).join("; ");
}
