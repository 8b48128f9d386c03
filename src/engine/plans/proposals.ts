import type { z } from "zod";
import type { proposalSchema } from "../../contract/plan.ts";
import { type Reason, describeClauseReason, explainCondition, sorted } from "../../conditions/reason.ts";
import type { Reading } from "../../conditions/evaluate.ts";
import type { Subject } from "../../conditions/tree.ts";
import { wordingOf } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Day } from "../../plans/plan.ts";
import { type PlanTemplate, stepsOf } from "../../plans/template.ts";
import type { ScoredAccount } from "../score-now.ts";

type Proposal = z.output<typeof proposalSchema>;

/** What the templates of a pack would be for an account, those that fit it first, then those for everybody. */
export function proposalsFor(scored: ScoredAccount, { pack, owner, today }: { readonly pack: Pack; readonly owner: string; readonly today: Day }): Proposal[] {
  const made = Object.entries(pack.plans).map(([template, written]): Proposal => {
    const reason = reasonFor(written, scored, pack);
    return { template, name: written.name, reason: written.reason ?? null, fits: reason?.truth ?? null, because: reason?.truth === true ? sorted(reason).held.map(describeClauseReason) : [], steps: stepsOf(written, { owner, today }) };
  });
  const rank = ({ template, fits }: Proposal): number => (fits === true ? 0 : pack.plans[template]?.when === undefined ? 1 : fits === null ? 2 : 3);
  return made.toSorted((left, right) => rank(left) - rank(right));
}

function reasonFor({ when }: PlanTemplate, scored: ScoredAccount, pack: Pack): Reason | undefined {
  if (when === undefined) return undefined;
  const { model, row, snapshot } = scored;
  const card = model.card();
  model.score(row, card);
  const source = model.source(row, card);
  const read = (subject: Subject): Reading => {
    if (subject.kind === "band") return bandOf(subject.name, snapshot);
    // What counts, after every adjustment; the model's own conditions stand before them.
    return subject.kind === "score" && subject.name === "overall" ? snapshot.score : source.read(subject);
  };
  return explainCondition(when, { ...source, read }, wordingOf(pack));
}

function bandOf(name: string, { band, categories, metrics }: ScoredAccount["snapshot"]): Reading {
  if (name === "overall") return band;
  return categories.find(({ category }) => category === name)?.band ?? metrics.find(({ metric }) => metric === name)?.band;
}
