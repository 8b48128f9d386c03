import { includesRole } from "../../contract/access.ts";
import type { Plan, PlanStep } from "../../plans/plan.ts";
import type { Principal } from "../access/principal.ts";

/** What people of ours call themselves where they own something: an e-mail address, or how accounts name their owners. */
export function ownNames(principal: Principal): ReadonlySet<string> {
  return new Set(principal.kind === "teammate" ? [principal.teammate.email, ...principal.teammate.books] : []);
}

/** Who did something, as it is kept with what they did. */
export function authorOf(principal: Principal): string {
  switch (principal.kind) {
    case "teammate":
      return principal.teammate.email;
    case "read_key":
      return principal.key.name;
    case "local":
      return "the command line";
  }
}

/** Whether it makes no difference to somebody whose an account is. */
function mayWriteAll(principal: Principal): boolean {
  if (principal.kind === "local") return true;
  return principal.kind === "teammate" && includesRole(principal.teammate.role, "manager");
}

const isCsm = (principal: Principal): boolean => principal.kind === "teammate" && includesRole(principal.teammate.role, "csm");

/** A CSM opens plans for accounts of the own books; managers for all. */
export function mayPlanFor(principal: Principal, accountOwner: string | null): boolean {
  return mayWriteAll(principal) || (isCsm(principal) && accountOwner !== null && ownNames(principal).has(accountOwner));
}

/** A CSM writes the plans of own accounts, and plans that are given to them. */
export function mayWritePlan(principal: Principal, plan: Pick<Plan, "owner">, accountOwner: string | null): boolean {
  return mayPlanFor(principal, accountOwner) || (isCsm(principal) && ownNames(principal).has(plan.owner));
}

/** Whether a step is given to somebody, by name or by the role that they have. */
export function isOwnStep(principal: Principal, { owner }: Pick<PlanStep, "owner">): boolean {
  return principal.kind === "teammate" && (ownNames(principal).has(owner) || principal.teammate.role === owner.toLowerCase());
}

/** Whoever a step is given to may tick it off, in whosever plan it stands. */
export const mayTick = (principal: Principal, step: Pick<PlanStep, "owner">): boolean => isCsm(principal) && isOwnStep(principal, step);
