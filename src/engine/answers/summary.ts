import type { Answer } from "../../contract/routes.ts";
import { percentText } from "../../lib/number-text.ts";
import { missingReasonText } from "../../metrics/value-text.ts";
import { metricName, segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { listed } from "../../pack/suggest.ts";
import { type Spread, distributionOf, spreadOf } from "../../scores/portfolio.ts";
import { bands } from "../../scores/bands.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import { moneyOf } from "./present.ts";

type Summary = Omit<Answer<"getSummary">, "asOf" | "version" | "note">;

/** Accounts and revenue by band and by group, and why some have no band. */
export function summaryOf(rows: readonly PortfolioRow[], pack: Pack): Summary {
  const distribution = distributionOf(rows.map(({ band }) => band));
  const byBand = Map.groupBy(rows, ({ band }) => band);
  return {
    accounts: rows.length,
    mrr: revenueOf(rows, pack),
    bands: bands.toReversed().map((band) => {
      const own = byBand.get(band) ?? [];
      return { band, accounts: own.length, share: distribution.shares[band], mrr: revenueOf(own, pack), withoutRevenue: own.filter(({ mrr }) => mrr === null).length };
    }),
    spread: spreadAnswer(spreadOf(distribution)),
    unknown: unknownGroups(rows, pack),
    stages: groups(rows, { pack, idsOf: ({ stage }) => [stage ?? ""], nameOf: (id) => stageName(pack, id) }),
    segments: groups(rows, { pack, idsOf: ({ segments }) => segments, nameOf: (id) => segmentName(pack, id) }),
    owners: groups(rows, { pack, idsOf: ({ owner }) => [owner ?? ""], nameOf: (id) => id }),
  };
}

const revenueOf = (rows: readonly PortfolioRow[], pack: Pack): Summary["mrr"] => moneyOf(rows.reduce((sum, { mrr }) => sum + (mrr ?? 0), 0), pack);

/** A model that puts nearly everybody into one band tells nobody apart; that is said, not hidden. */
export function spreadAnswer(spread: Spread): Summary["spread"] {
  if (spread.kind !== "lopsided") return { kind: spread.kind, band: null, share: null, text: null };
  return { kind: spread.kind, band: spread.band, share: spread.share, text: `${percentText(spread.share)} of the accounts are ${spread.band}` };
}

interface Grouping {
  readonly pack: Pack;
  readonly idsOf: (row: PortfolioRow) => readonly string[];
  readonly nameOf: (id: string) => string;
}

/** The most accounts first. */
function groups(rows: readonly PortfolioRow[], { pack, idsOf, nameOf }: Grouping): Summary["stages"] {
  const totals = new Map<string, { accounts: number; mrr: number }>();
  for (const row of rows) {
    for (const id of idsOf(row)) {
      const total = totals.get(id) ?? { accounts: 0, mrr: 0 };
      total.accounts += 1;
      total.mrr += row.mrr ?? 0;
      totals.set(id, total);
    }
  }
  const told = [...totals].map(([id, { accounts, mrr }]) => ({ id, name: id === "" ? "" : nameOf(id), accounts, mrr: moneyOf(mrr, pack) }));
  return told.sort((left, right) => right.accounts - left.accounts || (left.id < right.id ? -1 : 1));
}

const [mostGroups, mostExamples] = [50, 4];
/** Of metrics in a text. */
const mostNames = 3;

/** Everybody has a band or a reason why not; accounts with the same reason stand together, the most first. */
export function unknownGroups(rows: readonly PortfolioRow[], pack: Pack): Summary["unknown"] {
  const without = Map.groupBy(rows.filter(({ unknown }) => unknown !== undefined), ({ missing }) => JSON.stringify(missing));
  const told = [...without.values()].map((group) => {
    const missing = (group[0]?.missing ?? []).map(({ metric, reason }) => ({ metric, name: metricName(pack, metric), reason }));
    return { missing, text: missingText(missing), accounts: group.length, mrr: revenueOf(group, pack), examples: group.slice(0, mostExamples).map(({ account, name }) => ({ account, name })) };
  });
  return told.sort((left, right) => right.accounts - left.accounts).slice(0, mostGroups);
}

/** `Review attendance never seen; CSM pulse and Satisfaction expired` */
function missingText(missing: Summary["unknown"][number]["missing"]): string {
  return [...Map.groupBy(missing, ({ reason }) => reason)].map(([reason, group]) => `${listed(group.map(({ name }) => name), mostNames)} ${missingReasonText(reason)}`).join("; ");
}
