import type { WorkBody } from "../../contract/work-routes.ts";
import type { PlanAnswer } from "../../contract/plan.ts";
import { type Act, type StepChange, addStep, changeStep, closePlan, reopenPlan, reviewPlan, rewordPlan, startPlan } from "../../plans/changes.ts";
import { type Plan, type PlanRefusal, isRefusal } from "../../plans/plan.ts";
import { stepsOf } from "../../plans/template.ts";
import { written } from "../../lib/written.ts";
import type { Principal } from "../access/principal.ts";
import type { Scores } from "../answers/scores.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { authorOf, mayPlanFor, mayTick, mayWritePlan } from "./may.ts";
import { PlanRefused, noSuchPlan, notYours, refusedBecause } from "./plan-refused.ts";
import type { PlanStore } from "./plan-store.ts";
import { type Now, accountsNow, standingOf } from "./planned-accounts.ts";
import { latestStanding, planAnswer } from "./present-plan.ts";

export interface PlanDeskParts {
  readonly store: PlanStore;
  /** Rejects while scores can't be read. */
  readonly scores: () => Promise<Scores>;
  readonly uniqueId: () => string;
}

/** Something that may be sent twice says so by a key that stays the same. */
export interface Once {
  readonly key?: string | undefined;
}

interface Opening {
  /** How accounts stand, for whoever knows already. */
  readonly now?: Now;
  /** Becomes the id of the plan. */
  readonly key?: string;
}

/** Writes plans: looks who may, lets the rules decide, keeps what they say. */
export class PlanDesk {
  readonly #parts: PlanDeskParts;

  constructor(parts: PlanDeskParts) {
    this.#parts = parts;
  }

  /** Throws Unanswerable where there is no such account, and PlanRefused where there can't be a plan for it. */
  async open(principal: Principal, account: string, wish: WorkBody<"openPlan">, { now: known, key }: Opening = {}): Promise<PlanAnswer> {
    const { store, uniqueId } = this.#parts;
    const scores = await this.#parts.scores();
    const now = known ?? (await accountsNow(scores, principal.workspace));
    const row = await customer(scores, now, principal.workspace, account);
    if (!mayPlanFor(principal, row.owner)) throw notYours(row.owner);
    const owner = wish.owner ?? row.owner ?? authorOf(principal);
    const { steps, ...about } = asWished(wish, now, owner);
    const draft = { id: key ?? uniqueId(), workspace: principal.workspace, account, owner, start: standingOf(row), ...about, steps: steps.map((step) => ({ id: uniqueId(), ...step })) };
    const plan = startPlan(draft, actOf(principal, now));
    if (isRefusal(plan)) throw refusedBecause(plan);
    if ((await store.add(plan)) === "already_open") return planAnswer(await this.#sentBefore(plan), now, principal);
    return planAnswer(plan, now, principal);
  }

  /** The same plan again is what it was the first time; another one can't be opened beside it. */
  async #sentBefore({ workspace, account, id }: Plan): Promise<Plan> {
    const found = await this.#parts.store.find({ workspace, id });
    if (found?.account !== account) throw refusedBecause("already_open");
    return found;
  }

  change(principal: Principal, id: string, { state, result, ...wording }: WorkBody<"changePlan">): Promise<PlanAnswer> {
    return this.#write(principal, id, (plan, { act, now }) => {
      requireWriting(principal, plan, now);
      if (state === undefined || state === plan.state) return rewordPlan(plan, written(wording));
      if (state !== "open" && result === undefined) throw new PlanRefused("bad_request", "Say what came of it: `result` is missing.");
      const moved = state === "open" ? reopenPlan(plan) : closePlan(plan, { state, result: result ?? "", end: latestStanding(plan, now) }, act);
      return isRefusal(moved) ? moved : { ...moved, ...written(wording) };
    });
  }

  addStep(principal: Principal, id: string, { owner, ...step }: WorkBody<"addPlanStep">, { key = this.#parts.uniqueId() }: Once): Promise<PlanAnswer> {
    return this.#write(principal, id, (plan, { now }) => {
      requireWriting(principal, plan, now);
      return addStep(plan, { id: key, owner: owner ?? plan.owner, ...step });
    });
  }

  changeStep(principal: Principal, { plan: id, step }: { readonly plan: string; readonly step: string }, change: WorkBody<"changePlanStep">): Promise<PlanAnswer> {
    return this.#write(principal, id, (plan, { act, now }) => {
      const own = plan.steps.find((one) => one.id === step);
      const isTick = Object.entries(change).every(([name, value]) => name === "state" || value === undefined);
      if (!(isTick && own && mayTick(principal, own))) requireWriting(principal, plan, now);
      return changeStep(plan, step, written(change) as StepChange, act);
    });
  }

  review(principal: Principal, id: string, { note }: WorkBody<"reviewPlan">, { key = this.#parts.uniqueId() }: Once): Promise<PlanAnswer> {
    return this.#write(principal, id, (plan, { act, now }) => {
      requireWriting(principal, plan, now);
      return reviewPlan(plan, { id: key, at: act.at, author: act.by, note, ...standingOf(now.rows.get(plan.account)) });
    });
  }

  async #write(principal: Principal, id: string, change: (plan: Plan, about: { readonly act: Act; readonly now: Now }) => Plan | PlanRefusal): Promise<PlanAnswer> {
    const now = await accountsNow(await this.#parts.scores(), principal.workspace);
    const act = actOf(principal, now);
    const plan = await this.#parts.store.change({ workspace: principal.workspace, id }, (before) => change(before, { act, now }));
    if (plan === undefined) throw noSuchPlan();
    if (isRefusal(plan)) throw refusedBecause(plan);
    return planAnswer(plan, now, principal);
  }
}

const actOf = (principal: Principal, { at }: Now): Act => ({ at, by: authorOf(principal) });

async function customer(scores: Scores, { rows }: Now, workspace: string, account: string): Promise<PortfolioRow> {
  const row = rows.get(account);
  if (row) return row;
  await scores.requireAccount(workspace, account);
  throw new PlanRefused("not_now", `${account} is no customer now, so there is nothing to plan for.`);
}

/** What stands in a plan: what was wished, else what its template says. */
function asWished({ template, name, reason, steps }: WorkBody<"openPlan">, { pack, today }: Now, owner: string) {
  const found = template === undefined || !Object.hasOwn(pack.plans, template) ? undefined : pack.plans[template];
  if (template !== undefined && !found) throw new PlanRefused("bad_request", `The health definition has no plan \`${template}\`. It has: ${Object.keys(pack.plans).join(", ") || "none"}.`);
  const why = reason ?? found?.reason;
  if (why === undefined) throw new PlanRefused("bad_request", "Say why the plan is opened: `reason` is missing.");
  const wished = steps?.map((step) => ({ text: step.text, owner: step.owner ?? owner, due: step.due }));
  return { name: name ?? found?.name ?? "Mitigation plan", reason: why, ...(template !== undefined && { template }), steps: wished ?? (found ? stepsOf(found, { owner, today }) : []) };
}

function requireWriting(principal: Principal, plan: Plan, { rows }: Now): void {
  const accountOwner = rows.get(plan.account)?.owner ?? null;
  if (!mayWritePlan(principal, plan, accountOwner)) throw notYours(accountOwner);
}
