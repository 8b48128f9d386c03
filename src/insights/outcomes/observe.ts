import { dayMs, hourMs, type Instant } from "../../lib/zone.ts";
import type { Outcome, Span } from "./outcome.ts";

/** What was measured or scored: cell of account i at instant j is `i * instants.length + j`. Instants ascend. */
export interface Grid {
  readonly accounts: readonly string[];
  readonly instants: readonly Instant[];
}

/** A customer stayed or left: the outcomes of one account at one instant, taken together. */
export interface Decision {
  readonly account: string;
  readonly at: Instant;
  readonly knownAt: Instant;
  readonly since: Instant;
  readonly lost: boolean;
  /** Recurring revenue that was at stake; NaN when unknown. */
  readonly mrr: number;
  /** Relative change of revenue at the decision; -1 for a loss, NaN when unknown. */
  readonly growth: number;
}

/** Renewals and losses, one for each account and instant, ascending. Changes within a term decide nothing. */
export function decisionsOf(outcomes: readonly Outcome[]): Decision[] {
  const deciding = outcomes.filter((outcome) => outcome.kind === "churned" || outcome.renewal !== undefined);
  const grouped = Map.groupBy(deciding, (outcome) => JSON.stringify([outcome.account, outcome.at]));
  const decisions = Array.from(grouped.values(), (together): Decision => {
    const [first] = together;
    const { account, at, since, mrrBefore, mrrAfter } = together.find((outcome) => outcome.kind === "churned") ?? first!;
    const knownAt = Math.max(...together.map((outcome) => outcome.knownAt));
    return { account, at, since, knownAt, lost: together.some((outcome) => outcome.kind === "churned"), mrr: mrrBefore, growth: mrrAfter / mrrBefore - 1 };
  });
  return decisions.sort((a, b) => a.at - b.at);
}

export interface Lead {
  /** How long before the decision to look. */
  readonly leadDays: number;
  /** How old the nearest earlier instant of the grid may be; the grid's own spacing by default. */
  readonly toleranceDays?: number;
}

/** Why a decision can't be seen at a lead time. */
export type Unseen = "unknown_account" | "before_history" | "not_customer_yet";

export interface Observations {
  /** Cell of the grid for each decision; -1 where it can't be seen. */
  readonly cells: Int32Array;
  readonly unseen: Readonly<Record<Unseen, number>>;
}

/**
 * For each decision the latest instant of the grid that lies at least `leadDays` before it: never a later one, so that nothing is
 * measured closer to the decision than stated. An hour of slack absorbs daylight saving between local midnights.
 */
export function observe(grid: Grid, decisions: readonly Decision[], lead: Lead): Observations {
  const places = new Map(grid.accounts.map((account, index) => [account, index]));
  const tolerance = (lead.toleranceDays ?? spacingDays(grid.instants)) * dayMs + hourMs;
  const unseen = { unknown_account: 0, before_history: 0, not_customer_yet: 0 };
  const cells = Int32Array.from(decisions, (decision) => {
    const account = places.get(decision.account);
    const wanted = decision.at - lead.leadDays * dayMs;
    const column = lastAtMost(grid.instants, wanted + hourMs);
    const reason = account === undefined ? "unknown_account"
      : column < 0 || grid.instants[column]! < wanted - tolerance ? "before_history"
      : grid.instants[column]! < decision.since ? "not_customer_yet"
      : undefined;
    if (reason === undefined) return account! * grid.instants.length + column;
    unseen[reason] += 1;
    return -1;
  });
  return { cells, unseen };
}

/** The widest gap between neighbouring instants, in days. */
function spacingDays(instants: readonly Instant[]): number {
  return instants.reduce((widest, instant, i) => (i === 0 ? 1 : Math.max(widest, (instant - instants[i - 1]!) / dayMs)), 1);
}

function lastAtMost(instants: readonly Instant[], limit: Instant): number {
  let [low, high] = [-1, instants.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (instants[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Cells of the grid at which an account was a customer, and whether something happened to it within the horizon. */
export interface HorizonRows {
  readonly cells: Int32Array;
  /** Index of the account, for each row. */
  readonly accounts: Int32Array;
  readonly happened: Uint8Array;
  /** Cells left out because the horizon reaches past what is known. */
  readonly censored: number;
}

export interface Horizon {
  readonly horizonDays: number;
  /** Up to here it is known what happened. */
  readonly knownTo: Instant;
  /** Instants are taken at least this far apart: by default the horizon, so that nothing is counted at many instants. */
  readonly everyDays?: number;
  /** What is asked for: the outcomes of one kind, such as losses or expansions. */
  readonly events: readonly { readonly account: string; readonly at: Instant }[];
}

/** Did it happen to the customer within `horizonDays` of each instant? Only where the whole horizon is known. */
export function withinHorizon(grid: Grid, spans: readonly Span[], { horizonDays, knownTo, everyDays = horizonDays, events }: Horizon): HorizonRows {
  const places = new Map(grid.accounts.map((account, index) => [account, index]));
  const columns = spaced(grid.instants, everyDays * dayMs - hourMs);
  const happenings = Map.groupBy(events, ({ account }) => account);
  const rows: { cell: number; account: number; happened: number }[] = [];
  let censored = 0;
  for (const { account: id, from, to } of spans) {
    const account = places.get(id);
    if (account === undefined) continue;
    for (const column of columns) {
      const instant = grid.instants[column]!;
      if (instant < from || instant >= to) continue;
      const end = instant + horizonDays * dayMs;
      const happened = happenings.get(id)?.some(({ at }) => at > instant && at <= end) ?? false;
      if (end > knownTo) censored += 1;
      else rows.push({ cell: account * grid.instants.length + column, account, happened: happened ? 1 : 0 });
    }
  }
  return { cells: Int32Array.from(rows, (row) => row.cell), accounts: Int32Array.from(rows, (row) => row.account), happened: Uint8Array.from(rows, (row) => row.happened), censored };
}

/** Places of instants at least `gap` apart, counted back from the newest. */
function spaced(instants: readonly Instant[], gap: number): number[] {
  const places: number[] = [];
  for (let i = instants.length - 1, next = Number.POSITIVE_INFINITY; i >= 0; i -= 1) {
    if (instants[i]! > next) continue;
    places.unshift(i);
    next = instants[i]! - gap;
  }
  return places;
}
