import { randomUUID } from "node:crypto";
import type { AccessSurroundings } from "./access.ts";
import { throughServed } from "./served.ts";
import { type ClientSettings, createClient } from "../contract/client.ts";
import { askWork } from "../contract/work-client.ts";
import { Scores } from "../engine/answers/scores.ts";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import { type WorkDoor, openWorkDoor } from "../engine/plans/work-door.ts";
import { LivePortfolio } from "../engine/portfolio/live-portfolio.ts";
import { loadPortfolio } from "../engine/portfolio/load.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import { PostgresGoalStore } from "../storage/postgres/goal-store.ts";
import { PostgresViewStore } from "../storage/postgres/view-store.ts";
import { PostgresPlanStore } from "../storage/postgres/plan-store.ts";
import { PostgresTeamStore } from "../storage/postgres/team-store.ts";

interface WorkSurroundings extends AccessSurroundings {
  readonly directory: string;
  readonly openStore: () => Promise<ClickHouseStore>;
  /** What scores are computed with where no process serves. */
  readonly running: () => Promise<RunningPack>;
}

/**
 * Works on what people have agreed to do: through the process that serves the data directory where there is one, because
 * it holds the databases and the scores; else in the databases themselves, with everybody scored first.
 */
export async function withWork<T>(parts: WorkSurroundings, work: (door: WorkDoor) => Promise<T>): Promise<T> {
  return throughServed(parts.directory, (settings) => work(doorThrough(settings)), () => withOpened(parts, work));
}

function doorThrough(settings: ClientSettings): WorkDoor {
  const client = createClient(settings);
  return { ask: (name, question) => client[name](question), work: (name, asking) => askWork(settings, name, asking) };
}

async function withOpened<T>({ workspace, openPostgres, openStore, running, clock }: WorkSurroundings, work: (door: WorkDoor) => Promise<T>): Promise<T> {
  const live = new LivePortfolio(await running());
  const database = await openPostgres();
  let store: ClickHouseStore | undefined;
  try {
    await new PostgresTeamStore(database.db).keepWorkspace({ id: workspace, name: workspace, createdAt: clock() });
    store = await openStore();
    const ports = { ...store, clock };
    await loadPortfolio(ports, live, workspace);
    const scores = new Scores(ports, live);
    return await work(openWorkDoor({ store: new PostgresPlanStore(database.db), goals: new PostgresGoalStore(database.db), views: new PostgresViewStore(database.db), clock, scores: () => Promise.resolve(scores), uniqueId: randomUUID }, { kind: "local", workspace }));
  } finally {
    await store?.close();
    await database.close();
  }
}
