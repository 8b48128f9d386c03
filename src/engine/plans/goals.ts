import type { z } from "zod";
import type { goalSchema } from "../../contract/goal.ts";
import type { Answer } from "../../contract/routes.ts";
import type { WorkBody } from "../../contract/work-routes.ts";
import { includesRole } from "../../contract/access.ts";
import { written } from "../../lib/written.ts";
import { type CompanyGoal, type GoalMeasure, aboutMeasures, goalMeasures, goalProgress } from "../../plans/company-goal.ts";
import { type Instant, localDate } from "../../lib/zone.ts";
import type { Principal } from "../access/principal.ts";
import { isoOf } from "../answers/present.ts";
import type { Scores } from "../answers/scores.ts";
import { type Measures, measuresNow } from "./goal-measures.ts";
import type { GoalStore } from "./goal-store.ts";
import { authorOf } from "./may.ts";
import type { PlanLists } from "./plan-lists.ts";
import { PlanRefused } from "./plan-refused.ts";
import type { PlanStore } from "./plan-store.ts";
import { type Now, accountsNow } from "./planned-accounts.ts";

type GoalAnswer = z.output<typeof goalSchema>;

export async function listGoals({ store, goals, scores, principal }: PlanLists): Promise<Answer<"listGoals">> {
  const now = await accountsNow(scores, principal.workspace);
  const measures = await measuresNow({ store, scores, workspace: principal.workspace, now });
  const mayWrite = principal.kind === "local" || (principal.kind === "teammate" && includesRole(principal.teammate.role, "manager"));
  return {
    at: isoOf(now.at),
    today: now.today,
    goals: (await goals.list(principal.workspace)).map((goal) => goalAnswer(goal, { now, measures })),
    measures: goalMeasures.map((measure) => ({ measure, ...aboutMeasures[measure], now: measures[measure] })),
    mayWrite,
  };
}

function goalAnswer(goal: CompanyGoal, { now, measures }: { readonly now: Now; readonly measures: Measures }): GoalAnswer {
  const { id, measure, target, owner, due, note, baseline, startedAt, startedBy } = goal;
  const value = measures[measure];
  return { id, measure, ...aboutMeasures[measure], target, owner, due, note: note ?? null, baseline, startedAt: isoOf(startedAt), startedOn: localDate(startedAt, now.zone), startedBy, now: value, ...goalProgress(goal, value, now) };
}

export interface GoalDeskParts {
  readonly store: PlanStore;
  readonly goals: GoalStore;
  readonly scores: () => Promise<Scores>;
  readonly clock: () => Instant;
  readonly uniqueId: () => string;
}

/** What is taken away can be brought back for so long. */
const keptMs = 30 * 86_400_000;

/** Sets goals of the company; that only managers do is the route's policy. */
export class GoalDesk {
  readonly #parts: GoalDeskParts;

  constructor(parts: GoalDeskParts) {
    this.#parts = parts;
  }

  async create(caller: Principal, { measure, target, due, ...wish }: WorkBody<"createGoal">): Promise<GoalAnswer> {
    const { now, measures } = await this.#measured(caller);
    requireReachable(measure, target);
    if (due <= now.today) throw new PlanRefused("bad_request", `\`due\`: ${due} isn't in the future.`);
    const goal: CompanyGoal = { id: this.#parts.uniqueId(), workspace: caller.workspace, measure, target, due, owner: wish.owner ?? authorOf(caller), ...(wish.note !== undefined && { note: wish.note }), baseline: measures[measure], startedAt: now.at, startedBy: authorOf(caller) };
    await this.#parts.goals.add(goal);
    return goalAnswer(goal, { now, measures });
  }

  async change(caller: Principal, id: string, { isRemoved, ...change }: WorkBody<"changeGoal">): Promise<GoalAnswer> {
    if (isRemoved === false) await this.#parts.goals.bringBack({ workspace: caller.workspace, id });
    const known = (await this.#parts.goals.list(caller.workspace)).find((goal) => goal.id === id);
    if (known && change.target !== undefined) requireReachable(known.measure, change.target);
    const goal = known && (await this.#parts.goals.change({ workspace: caller.workspace, id }, written(change)));
    if (!goal) throw noSuchGoal();
    return goalAnswer(goal, await this.#measured(caller));
  }

  async remove(caller: Principal, id: string): Promise<void> {
    const { goals, clock } = this.#parts;
    if (!(await goals.remove({ workspace: caller.workspace, id }, clock()))) throw noSuchGoal();
    await goals.clear(caller.workspace, clock() - keptMs);
  }

  async #measured({ workspace }: Principal): Promise<{ readonly now: Now; readonly measures: Measures }> {
    const scores = await this.#parts.scores();
    const now = await accountsNow(scores, workspace);
    return { now, measures: await measuresNow({ store: this.#parts.store, scores, workspace, now }) };
  }
}

/** Net retention can be more than everything, nothing else can. */
const mostShare = (measure: GoalMeasure): number => (measure === "net_retention" ? 5 : 1);

function requireReachable(measure: GoalMeasure, target: number): void {
  const { unit, name } = aboutMeasures[measure];
  if (unit === "share" && target > mostShare(measure)) throw new PlanRefused("bad_request", `\`target\`: ${name} is a share; write 0.05 for 5 %.`);
}

const noSuchGoal = (): PlanRefused => new PlanRefused("unknown", "There is no such goal.");
