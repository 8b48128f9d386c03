import type { z } from "zod";
import type { AccountRow } from "../../contract/account-row.ts";
import type { leverSchema } from "../../contract/portfolio.ts";
import type { measuredSchema, moneySchema, unknownSchema } from "../../contract/values.ts";
import type { Instant } from "../../lib/zone.ts";
import type { MetricValue } from "../../metrics/value.ts";
import { reachable } from "../../metrics/reachable.ts";
import { metricValueText } from "../../metrics/value-text.ts";
import { metricName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { Cause } from "../../scores/difference-state.ts";
import { leversOf } from "../../scores/levers.ts";
import type { Unknown } from "../../scores/snapshot.ts";
import { unknownText } from "../../scores/unknown-text.ts";
import { presentRowGap } from "./benchmark-parts.ts";
import { noScore } from "../portfolio/earlier.ts";
import type { MainCause } from "../portfolio/main-cause.ts";
import { metricIn } from "../portfolio/row-metrics.ts";
import type { PortfolioRow } from "../portfolio/row.ts";
import type { ScoredAccount } from "../score-now.ts";

type Money = z.output<typeof moneySchema>;
type Measured = z.output<typeof measuredSchema>;
type Lever = z.output<typeof leverSchema>;

/** The years that a text of ISO 8601 has four digits for; facts may state any number as a date. */
const [firstInstant, lastInstant] = [Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T00:00:00Z")];

export const isoOf = (instant: Instant): string => new Date(Math.min(lastInstant, Math.max(firstInstant, instant))).toISOString();
export const isoOrNull = (instant: Instant | null | undefined): string | null => (instant === null || instant === undefined ? null : isoOf(instant));

/** Sums of floating point may pass an end by their last digit. */
const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
export const pointsOf = (points: number): number => within(points, 100);
export const pointsOrNull = (points: number | null): number | null => (points === null ? null : within(points, 100));
export const percentOf = (percent: number): number => within(percent, 100);
export const shareOf = (share: number): number => within(share, 1);

export const moneyOf = (amount: number, { pack }: Pack): Money => ({ amount, currency: pack.currency });
export const moneyOrNull = (amount: number | null, pack: Pack): Money | null => (amount === null ? null : moneyOf(amount, pack));

export function measuredOf(pack: Pack, metric: string, raw: MetricValue): Measured {
  if ("missing" in raw) return { value: null, text: null, missing: raw.missing };
  const definition = pack.metrics[metric];
  return { value: raw.value, text: definition ? metricValueText(definition, raw.value) : String(raw.value), missing: null };
}

export function unknownOf(unknown: Unknown | undefined): z.output<typeof unknownSchema> | null {
  if (unknown === undefined) return null;
  const text = unknownText(unknown);
  return unknown.kind === "nothing_present" ? { kind: unknown.kind, coverage: 0, floor: 0, text } : { kind: unknown.kind, coverage: percentOf(unknown.coverage), floor: unknown.floor, text };
}

/** What causes are called that are no metric's. */
export const causeNames: Readonly<Record<Cause, string>> = {
  version: "the version of the health definition",
  stage_segment: "stage or segment",
  missing_data: "missing data",
  data: "data",
  adjustment: "adjustments",
  override: "an override",
  expiry: "what expired",
};

function causeOf({ cause, subject, points }: MainCause, pack: Pack): NonNullable<AccountRow["cause"]> {
  return { cause, subject: subject ?? null, name: subject === undefined ? causeNames[cause] : metricName(pack, subject), points };
}

function metricOf({ metrics }: PortfolioRow, metric: string, pack: Pack): NonNullable<AccountRow["metrics"]> {
  const found = metricIn(metrics, metric);
  return found ? [{ metric, now: measuredOf(pack, metric, found.raw), points: pointsOrNull(found.points) }] : [];
}

/** A line as it is answered. */
export function accountRowOf(row: PortfolioRow, pack: Pack, { sparkline, metrics }: { readonly sparkline: boolean; readonly metrics?: readonly string[] | undefined }): AccountRow {
  const { searched: _searched, orderedName: _orderedName, missing: _missing, independent: _independent, customerSince: _since, asked: _asked, metrics: _metrics, segments, sparkline: days, cause, pulledDownBy, nextUp, gap, ...plain } = row;
  return {
    ...plain,
    stageName: row.stage === null ? null : stageName(pack, row.stage),
    segments: [...segments],
    score: pointsOrNull(row.score),
    coverage: percentOf(row.coverage),
    since: isoOrNull(row.since),
    renewal: isoOrNull(row.renewal),
    unknown: unknownOf(row.unknown),
    cause: cause ? causeOf(cause, pack) : null,
    pulledDownBy: pulledDownBy ? { metric: pulledDownBy.metric, name: metricName(pack, pulledDownBy.metric), now: measuredOf(pack, pulledDownBy.metric, pulledDownBy.raw), points: pulledDownBy.points } : null,
    nextUp: nextUp ? { band: nextUp.band, points: pointsOf(nextUp.points) } : null,
    benchmark: gap?.kind === "gap" ? presentRowGap(gap, pack) : null,
    mrr: moneyOrNull(row.mrr, pack),
    ...(metrics && { metrics: metrics.flatMap((metric) => metricOf(row, metric, pack)) }),
    ...(sparkline && { sparkline: Array.from(days ?? [], (score) => (score === noScore ? null : score)) }),
  };
}

/** What alone would bring an account to the next band, the greatest shortfall first. */
export function leversUp({ snapshot, model, row }: ScoredAccount, { nextUp }: Pick<PortfolioRow, "nextUp">, pack: Pack): Lever[] {
  if (nextUp === undefined || nextUp.points === 0) return [];
  const shortfall = new Map(snapshot.metrics.map(({ metric, weight, score }) => [metric, weight * (100 - (score ?? 100))]));
  const levers = leversOf({ model, row, wanted: (snapshot.score ?? 0) + nextUp.points }).toSorted((left, right) => (shortfall.get(right.metric) ?? 0) - (shortfall.get(left.metric) ?? 0));
  return levers.flatMap(({ metric, from, to }) => {
    const definition = pack.metrics[metric];
    if (!definition) return [];
    const value = reachable(definition, { from, to });
    return [{ metric, name: metricName(pack, metric), from: measuredOf(pack, metric, { value: from }), to: { value, text: metricValueText(definition, value) } }];
  });
}
