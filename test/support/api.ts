import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { LightMyRequestResponse } from "fastify";
import { Scores } from "../../src/engine/answers/scores.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import { LivePortfolio } from "../../src/engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "../../src/engine/portfolio/load.ts";
import { compileScorer } from "../../src/engine/scorer.ts";
import { parsePack } from "../../src/pack/parse.ts";
import { packVersion } from "../../src/pack/identity.ts";
import type { ServerParts } from "../../src/server/create-server.ts";
import type { Scope } from "../../src/contract/access.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { repositoryRoot } from "./command-line.ts";
import { testDesk } from "./definitions.ts";
import { type TestServer, openTestServer } from "./server.ts";

/** An example pack, ready to score with. */
export function runningPack(name = "three-categories"): RunningPack {
  const folder = join(repositoryRoot, "examples", name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".yaml")).map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
  const { pack } = parsePack(files);
  if (!pack) throw new Error(`the example ${name} is broken`);
  return { pack, version: packVersion(pack, (text) => createHash("sha256").update(text).digest("hex")), scorer: compileScorer(pack) };
}

export interface ApiServer extends TestServer {
  readonly scores: Scores;
  readonly live: LivePortfolio;
  readonly get: (url: string, key?: string) => Promise<LightMyRequestResponse>;
}

export interface ApiServerOptions {
  readonly workspace: string;
  readonly now: number;
  /** Where time passes. */
  readonly clock?: () => number;
  readonly loaded?: boolean;
  /** The name of an example. */
  readonly pack?: string;
  readonly over?: Partial<ServerParts>;
}

/** The server over a store, for whoever closes it; a read key is `workspace:scope,scope`. */
export async function apiServer(store: ClickHouseStore, { workspace, now, clock = () => now, loaded = true, pack = "three-categories", over = {} }: ApiServerOptions): Promise<ApiServer> {
  const live = new LivePortfolio(runningPack(pack));
  const ports = { ...store, clock };
  if (loaded) await loadPortfolio(ports, live, workspace);
  const scores = new Scores(ports, live);
  const server = await openTestServer({
    scores: () => Promise.resolve(scores),
    plans: { store: new MemoryPlanStore(), goals: new MemoryGoalStore(), views: new MemoryViewStore(), clock: () => now, uniqueId: randomUUID },
    definitions: testDesk({ workspace, clock: () => now, store: () => Promise.resolve(store) }),
    pipeline: { intake: () => Promise.resolve({ calls: { received: 0, stored: 0, duplicate: 0, rejected: 0, dead: 0, waiting: 0, missing: 0 }, rejectedBy: new Map(), journalBytes: 0, oldestWaiting: undefined }), store: () => Promise.resolve(store), clock: () => now, pack: () => live.running.pack },
    access: {
      readKeys: {
        findReadKey: (text) => {
          const [of = "", scopes] = text.split(":");
          return scopes === undefined ? "unknown" : { id: text, name: text, workspace: of, scopes: scopes.split(",") as Scope[] };
        },
      },
      sessions: { signedIn: () => Promise.resolve(undefined) },
    },
    ...over,
  });
  const get = (url: string, key = `${workspace}:accounts,people,pipeline`): Promise<LightMyRequestResponse> => server.app.inject({ url, headers: { authorization: `Bearer ${key}` } });
  return { ...server, scores, live, get };
}
