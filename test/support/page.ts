import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { accessRoutes } from "../../src/contract/access-routes.ts";
import type { Teammate } from "../../src/engine/access/principal.ts";
import { Scores } from "../../src/engine/answers/scores.ts";
import type { RunningPack } from "../../src/engine/evaluate/standings.ts";
import type { InsightDesk } from "../../src/engine/learn/insight-desk.ts";
import { LivePortfolio } from "../../src/engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "../../src/engine/portfolio/load.ts";
import { forRole } from "../../src/server/access/policy.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { MemoryGoalStore } from "../../src/storage/memory/goal-store.ts";
import { MemoryViewStore } from "../../src/storage/memory/view-store.ts";
import { MemoryPlanStore } from "../../src/storage/memory/plan-store.ts";
import { runningPack } from "./api.ts";
import type { Definition } from "../../src/engine/definitions/definition.ts";
import { exampleDefinition, testDesk } from "./definitions.ts";
import { testInsights } from "./insights.ts";
import { openTestServer } from "./server.ts";

export interface PageServer {
  readonly url: string;
  /** Scores everybody again, and tells whoever listens what has changed. */
  rescore(): Promise<void>;
  /** Plans that were opened on it, and goals that were set. */
  readonly plans: MemoryPlanStore;
  readonly goals: MemoryGoalStore;
  /** Questions to the past that it answers. */
  readonly insights: InsightDesk;
  /** Failures of the server's own; none is expected. */
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

const teammate: Omit<Teammate, "workspace"> = { id: "1", email: "ada@example.com", name: "Ada Lind", role: "csm", books: ["csm-1"] };

export interface PageServerOptions {
  readonly workspace: string;
  readonly now: number;
  /** Of the built page. */
  readonly directory: string;
  /** What scores; an example pack by default. */
  readonly running?: RunningPack;
  /** The same as it is written. */
  readonly definition?: Definition;
}

/** Whose cookie says it is a manager, or somebody who only reads. */
const whoever = (cookies: string): typeof teammate =>
  cookies.includes("manager") ? { id: "2", email: "max@example.com", name: "Max Berg", role: "manager", books: [] } : cookies.includes("viewer") ? { id: "3", email: "vera@example.com", name: "Vera Noll", role: "viewer", books: [] } : teammate;

/** The server with the page over a store, listening. Whoever comes with a cookie is signed in. */
export async function pageServer(store: ClickHouseStore, { workspace, now, directory, running = runningPack(), definition = exampleDefinition() }: PageServerOptions): Promise<PageServer> {
  const live = new LivePortfolio(running);
  const desk = testDesk({
    workspace, clock: () => now, started: { ...definition, ...running }, store: () => Promise.resolve(store),
    switchTo: async (next) => {
      const fresh = new LivePortfolio(next);
      await loadPortfolio(ports, fresh, workspace);
      live.become(fresh);
    },
  });
  const told = { timeline: () => desk.timeline(), definition: (number: number) => desk.definition(number), history: (asked: Parameters<ClickHouseStore["snapshots"]["history"]>[0]) => store.snapshots.history(asked) };
  const ports = { ...store, clock: () => now, told };
  const rescore = async (): Promise<void> => void (await loadPortfolio(ports, live, workspace));
  await rescore();
  const scores = new Scores(ports, live);
  const [plans, goals] = [new MemoryPlanStore(), new MemoryGoalStore()];
  const insights = testInsights(store, { workspace, now, running });
  let nonces = 0;
  const { app, errors } = await openTestServer({
    scores: () => Promise.resolve(scores),
    page: { directory, nonce: () => `nonce-${(nonces += 1)}` },
    plans: { store: plans, goals, views: new MemoryViewStore(), clock: () => now, uniqueId: randomUUID },
    definitions: desk,
    insights,
    access: { readKeys: { findReadKey: () => "unknown" }, sessions: { signedIn: (cookies) => Promise.resolve({ ...whoever(cookies), workspace }) } },
  });
  app.get(accessRoutes.getSession.path, { config: { policy: forRole("viewer") } }, ({ headers }) => ({ workspace, teammate: whoever(headers.cookie ?? "") }));
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, rescore, plans, goals, insights, errors, close: async () => (await insights.close(), await app.close()) };
}
