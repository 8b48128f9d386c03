import type { Answer } from "../../contract/routes.ts";
import type { WorkWish } from "../../contract/work-routes.ts";

type Proposal = Answer<"listAccountPlans">["proposals"][number];

export interface DraftStep {
  readonly id: number;
  readonly text: string;
  readonly owner: string;
  readonly due: string;
}

/** A plan as it is being written. */
export interface Draft {
  readonly template: string | undefined;
  readonly name: string;
  readonly reason: string;
  readonly owner: string;
  readonly steps: readonly DraftStep[];
}

export interface About {
  readonly owner: string;
  readonly today: string;
}

const dayMs = 86_400_000;
export const daysLater = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** What a proposal begins a plan with; without one an empty plan with room for a first step. */
export function draftFrom(proposal: Proposal | undefined, { owner, today }: About): Draft {
  const steps = proposal?.steps ?? [{ text: "", owner, due: daysLater(today, 7) }];
  return { template: proposal?.template, name: proposal?.name ?? "", reason: proposal?.reason ?? "", owner, steps: steps.map((step, id) => ({ id, ...step })) };
}

/** One step more, a week after the last one. */
export function withStep(draft: Draft, { today }: About): Draft {
  const last = draft.steps.map(({ due }) => due).toSorted().at(-1) ?? today;
  const id = Math.max(-1, ...draft.steps.map((step) => step.id)) + 1;
  return { ...draft, steps: [...draft.steps, { id, text: "", owner: draft.owner, due: daysLater(last === "" ? today : last, 7) }] };
}

/** What is sent; lines that nobody wrote anything on are left out. */
export function wishOf({ template, name, reason, owner, steps }: Draft): WorkWish<"openPlan"> {
  const written = steps.filter(({ text }) => text.trim() !== "").map(({ text, due, ...step }) => ({ text, owner: step.owner.trim() === "" ? owner : step.owner, due }));
  return { ...(template !== undefined && { template }), name, reason, owner, steps: written };
}
