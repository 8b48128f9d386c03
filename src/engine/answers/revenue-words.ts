import { type Risk, risks, risksInWords } from "../../insights/money/at-risk.ts";
import { retentionInWords } from "../../insights/money/retention.ts";
import { type Instant, localDate } from "../../lib/zone.ts";
import type { Pack } from "../../pack/schema.ts";

/** What people call a reason. */
export const riskWords: Readonly<Record<Risk, string>> = { red: "red", falling: "falling", under_benchmark: "under benchmark", stuck: "stuck" };
/** Without a journey nobody can be stuck. */
export const risksFor = ({ journey }: Pack): readonly Risk[] => risks.filter((risk) => risk !== "stuck" || journey !== undefined);

/** What was counted as what, and at which rates. */
export function revenueDefinitions(pack: Pack, period: { readonly start: Instant }): string[] {
  const words = risksInWords(pack.revenue);
  const currencies = Object.keys(pack.pack.rates);
  const day = localDate(period.start, pack.pack.timezone);
  return [
    ...risksFor(pack).map((risk) => words[risk]),
    "An account in several segments counts in each. A renewal is the end of the earliest term that runs.",
    ...retentionInWords,
    ...(currencies.length > 0 ? [`Money in ${pack.pack.currency}, at the pack's dated rates for ${currencies.join(", ")}: of the day for revenue at risk; of ${day} for retention, so that rates are no growth.`] : [`Money in ${pack.pack.currency}; the pack has no rate for any other currency.`]),
  ];
}
