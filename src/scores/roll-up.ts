import type { Family } from "../accounts/hierarchy.ts";
import type { RollUp } from "./schema.ts";

/** What of an account goes into a roll-up. Null: it has no score, or no revenue that is known. */
export interface Own {
  readonly score: number | null;
  readonly mrr: number | null;
}

/** How the accounts were weighed: by revenue, unless none of it is known; then each counts once. */
export type RollUpBasis = RollUp["by"] | "mean_for_lack_of_revenue";

/** One part of a roll-up: the account itself, or a child with everybody below it. */
export interface RollUpPart {
  readonly account: string;
  /** Whether it is the parent alone, or a child with everybody below it. */
  readonly is: "own" | "child";
  /** Its own score, or that of its branch. */
  readonly score: number | null;
  /** Accounts of the branch that have a score. */
  readonly accounts: number;
  readonly mrr: number;
  /** Share of the roll-up, 0 to 1; the weights sum to 1. */
  readonly weight: number;
  /** Weight times score; the contributions sum to the roll-up. */
  readonly contribution: number;
}

export interface RolledUp {
  readonly account: string;
  readonly basis: RollUpBasis;
  /** 0 to 100; null when nobody in the family has a score. */
  readonly score: number | null;
  readonly own: number | null;
  /** Accounts of the family that have a score, and all of them. */
  readonly accounts: number;
  readonly members: number;
  readonly mrr: number;
  readonly parts: readonly RollUpPart[];
}

/**
 * The score of a family and what it is made of. A child stands for its whole branch, so that the roll-up of roll-ups is that of all
 * accounts below: weights are sums over the branch (its revenue, or the accounts with a score in it).
 */
export function rollUp(family: Family, by: RollUp["by"], ownOf: (account: string) => Own | undefined): RolledUp {
  const basis = by === "revenue" && branchOf(family, "revenue", ownOf).weight === 0 ? "mean_for_lack_of_revenue" : by;
  const own = branchOf({ account: family.account, children: [] }, basis, ownOf);
  const branches = family.children.map((child) => branchOf(child, basis, ownOf));
  const all = [own, ...branches];
  const weights = weightsOf(all, basis);
  const parts = all.map((branch, place): RollUpPart => {
    const weight = weights[place] as number;
    const { account, score, accounts, mrr } = branch;
    return { account, is: place === 0 ? "own" : "child", score, accounts, mrr, weight, contribution: weight === 0 ? 0 : weight * (score as number) };
  });
  const sum = (value: (branch: Branch) => number): number => all.reduce((total, branch) => total + value(branch), 0);
  return {
    account: family.account,
    basis,
    score: weights.some((weight) => weight > 0) ? parts.reduce((total, { contribution }) => total + contribution, 0) : null,
    own: own.score,
    accounts: sum(({ accounts }) => accounts),
    members: sum(({ members }) => members),
    mrr: sum(({ mrr }) => mrr),
    parts,
  };
}

/** An account with everybody below it, taken together. */
interface Branch {
  readonly account: string;
  readonly score: number | null;
  readonly accounts: number;
  readonly members: number;
  readonly mrr: number;
  /** 0 where there is no score, or nothing that gives it weight. */
  readonly weight: number;
}

function branchOf({ account, children }: Family, basis: RollUpBasis, ownOf: (account: string) => Own | undefined): Branch {
  const { score = null, mrr } = ownOf(account) ?? {};
  const own: Branch = { account, score, accounts: score === null ? 0 : 1, members: 1, mrr: mrr ?? 0, weight: score === null ? 0 : basis === "revenue" ? (mrr ?? 0) : 1 };
  if (children.length === 0) return own;
  const all = [own, ...children.map((child) => branchOf(child, basis, ownOf))];
  const sum = (value: (branch: Branch) => number): number => all.reduce((total, branch) => total + value(branch), 0);
  return { account, score: scoreOf(all, basis), accounts: sum((one) => one.accounts), members: sum((one) => one.members), mrr: sum((one) => one.mrr), weight: sum((one) => one.weight) };
}

function scoreOf(branches: readonly Branch[], basis: RollUpBasis): number | null {
  const weights = weightsOf(branches, basis);
  if (weights.every((weight) => weight === 0)) return null;
  return branches.reduce((sum, { score }, place) => sum + (weights[place] === 0 ? 0 : (weights[place] as number) * (score as number)), 0);
}

/** The share of each branch; all are 0 when there is nothing to weigh. The first is the account itself. */
function weightsOf(branches: readonly Branch[], basis: RollUpBasis): number[] {
  switch (basis) {
    case "own":
      return branches.map(({ score }, place) => (place === 0 && score !== null ? 1 : 0));
    case "worst": {
      const worst = branches.reduce((least, { score }, place) => (score !== null && (least < 0 || score < (branches[least]?.score as number)) ? place : least), -1);
      return branches.map((_, place) => (place === worst ? 1 : 0));
    }
    case "revenue":
    case "mean":
    case "mean_for_lack_of_revenue": {
      const total = branches.reduce((sum, { weight }) => sum + weight, 0);
      return branches.map(({ weight }) => (total > 0 ? weight / total : 0));
    }
  }
}
