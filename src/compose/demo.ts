import type { TeamDay } from "../cli/demo-work.ts";
import { Scores } from "../engine/answers/scores.ts";
import type { Principal } from "../engine/access/principal.ts";
import type { RunningPack } from "../engine/evaluate/standings.ts";
import type { GoalStore } from "../engine/plans/goal-store.ts";
import type { PlanStore } from "../engine/plans/plan-store.ts";
import { type WorkDoor, openWorkDoor } from "../engine/plans/work-door.ts";
import { LivePortfolio } from "../engine/portfolio/live-portfolio.ts";
import { Past } from "../engine/portfolio/past.ts";
import { scoreEverybody } from "../engine/portfolio/score-everybody.ts";
import type { ViewStore } from "../engine/views/view-store.ts";
import { shiftDays } from "../lib/zone.ts";
import type { ClickHouseStore } from "../storage/clickhouse/store.ts";
import type { PostgresDatabase } from "../storage/postgres/database.ts";
import { PostgresGoalStore } from "../storage/postgres/goal-store.ts";
import { PostgresPlanStore } from "../storage/postgres/plan-store.ts";
import { PostgresTeamStore } from "../storage/postgres/team-store.ts";
import { PostgresViewStore } from "../storage/postgres/view-store.ts";
import { demoPerson } from "./access.ts";

interface PastParts {
  readonly workspace: string;
  readonly running: RunningPack;
  readonly store: ClickHouseStore;
  readonly plans: PlanStore;
  readonly goals: GoalStore;
  readonly views: ViewStore;
  readonly clock: () => number;
  readonly uniqueId: () => string;
}

/**
 * What people agree to do on days that have passed, the earliest first: with the scores of each day, and as what they would
 * have been let do then.
 */
export function teamDays(parts: PastParts): (daysBefore: number) => Promise<TeamDay> {
  let before: Past | undefined;
  return async (daysBefore) => {
    const { store, running, workspace, clock } = parts;
    const now = shiftDays(clock(), -daysBefore, running.pack.pack.timezone);
    const live = new LivePortfolio(running);
    const from = (await store.accounts.span(workspace))?.from;
    if (from !== undefined) before = await fill(live, { ...parts, from, now, before });
    return dayOf(parts, live, now);
  };
}

/** Scores everybody at an instant; midnights that were scored for an earlier one aren't scored again. */
async function fill(live: LivePortfolio, { workspace, running, store, from, now: asOf, before }: PastParts & { readonly from: number; readonly now: number; readonly before: Past | undefined }): Promise<Past> {
  const request = { workspace, running, from, asOf, knownAt: asOf };
  const past = new Past(request);
  await (before ? past.goOnFrom(before, store) : past.score(store));
  const { earlier, trend, chunks } = await scoreEverybody(store, { ...request, past });
  live.compareWith(workspace, earlier, trend);
  for await (const accounts of chunks) live.replace(workspace, accounts);
  return past;
}

async function dayOf({ workspace, store, plans, goals, views, uniqueId }: PastParts, live: LivePortfolio, now: number): Promise<TeamDay> {
  const clock = (): number => now;
  const scores = new Scores({ ...store, clock }, live);
  const as = (who: Principal): WorkDoor => openWorkDoor({ store: plans, goals, views, clock, scores: () => Promise.resolve(scores), uniqueId }, who);
  const lead = as(teammate(workspace, { ...demoPerson, role: "administrator", books: [] }));
  const { today } = await lead.ask("listPlans", { limit: 1 });
  return { today, lead, owner: (owner) => as(teammate(workspace, { email: owner, name: owner, role: "csm", books: [owner] })) };
}

const teammate = (workspace: string, who: Pick<Extract<Principal, { kind: "teammate" }>["teammate"], "email" | "name" | "role" | "books">): Principal => ({ kind: "teammate", workspace, teammate: { id: who.email, workspace, ...who } });

interface DemoSurroundings extends Pick<PastParts, "workspace" | "clock" | "uniqueId"> {
  readonly openPostgres: () => Promise<PostgresDatabase>;
  readonly openStore: () => Promise<ClickHouseStore>;
  readonly running: () => Promise<RunningPack>;
}

/** Works on plans and goals as they were on past days; everything is opened for that, and closed after it. */
export async function withTeam<T>({ workspace, clock, uniqueId, openPostgres, openStore, running }: DemoSurroundings, work: (dayBefore: (days: number) => Promise<TeamDay>) => Promise<T>): Promise<T> {
  // It may have to look into the same database, which one may open at a time.
  const scoredWith = await running();
  const database = await openPostgres();
  let store: ClickHouseStore | undefined;
  try {
    await new PostgresTeamStore(database.db).keepWorkspace({ id: workspace, name: workspace, createdAt: clock() });
    const opened = (store = await openStore());
    const parts = { workspace, clock, uniqueId, running: scoredWith, store: opened, plans: new PostgresPlanStore(database.db), goals: new PostgresGoalStore(database.db), views: new PostgresViewStore(database.db) };
    return await work(teamDays(parts));
  } finally {
    await store?.close();
    await database.close();
  }
}
