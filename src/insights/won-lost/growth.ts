import { dayMs, type Instant } from "../../lib/zone.ts";
import type { Decision } from "../outcomes/observe.ts";
import { growthBetween, type RevenueStep } from "../outcomes/revenue.ts";

/** Relative growth of an account's revenue from just before each decision over so many days; NaN where it isn't known. */
export interface Growth {
  readonly days: number;
  readonly rates: Float64Array;
  readonly known: number;
}

/** A year says most about growth, but a young company has no whole year behind its decisions. */
const horizonsDays = [365, 180, 90, 30] as const;

/** The growth over the longest of these horizons that lies behind at least half of the decisions. */
export function growthAfter(decisions: readonly Decision[], revenue: ReadonlyMap<string, readonly RevenueStep[]>, knownTo: Instant): Growth {
  const all = horizonsDays.map((days) => growthOver(days, { decisions, revenue, knownTo }));
  return (all.find(({ known }) => known * 2 >= decisions.length) ?? all.at(-1)) as Growth;
}

interface Past {
  readonly decisions: readonly Decision[];
  readonly revenue: ReadonlyMap<string, readonly RevenueStep[]>;
  readonly knownTo: Instant;
}

function growthOver(days: number, { decisions, revenue, knownTo }: Past): Growth {
  const rates = Float64Array.from(decisions, ({ account, at }) => {
    const until = at + days * dayMs;
    return until > knownTo ? Number.NaN : growthBetween(revenue.get(account) ?? [], at - 1, until);
  });
  return { days, rates, known: rates.filter((rate) => !Number.isNaN(rate)).length };
}
