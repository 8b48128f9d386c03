import type { Answer } from "../../contract/routes.ts";
import type { Pack } from "../../pack/schema.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { moneyOf } from "./present.ts";

interface Bins {
  readonly bins: number;
  readonly pack: Pack;
}

/** How scores are spread over bins of equal width; a score of 100 is in the last. */
export function distributionOf(rows: readonly PortfolioRow[], { bins, pack }: Bins): Pick<Answer<"getDistribution">, "bins" | "unknown" | "limits"> {
  const counts = Array.from({ length: bins + 1 }, () => ({ accounts: 0, mrr: 0 }));
  for (const { score, mrr } of rows) {
    const bin = counts[score === null ? bins : Math.min(bins - 1, Math.floor((score * bins) / 100))] as (typeof counts)[number];
    bin.accounts += 1;
    bin.mrr += mrr ?? 0;
  }
  const told = counts.map(({ accounts, mrr }) => ({ accounts, mrr: moneyOf(mrr, pack) }));
  return {
    bins: told.slice(0, bins).map((bin, index) => ({ from: (100 * index) / bins, to: (100 * (index + 1)) / bins, ...bin })),
    unknown: told[bins] as (typeof told)[number],
    limits: { redBelow: pack.model.bands.red_below, yellowBelow: pack.model.bands.yellow_below },
  };
}
