import type { Leak } from "../../insights/backtest/leak.ts";
import type { DerivedOutcomes } from "../../insights/outcomes/derive.ts";
import type { TimeToValueReport } from "../../insights/time-to-value/time-to-value.ts";
import { type Candidate, type EventCatalogue, candidatesFrom } from "../../insights/won-lost/candidates.ts";
import { type Growth, growthAfter } from "../../insights/won-lost/growth.ts";
import { type WonLostReport, wonLost } from "../../insights/won-lost/won-lost.ts";
import type { Metrics } from "../../metrics/plan.ts";
import type { CatalogueReader } from "../ports.ts";
import { leaksOf } from "./kept-leaks.ts";
import type { LearnProgress } from "./as-known.ts";
import { type LearnPorts, type PastRequest, readPast } from "./past.ts";
import { PastStandings } from "./standing-at.ts";
import { milestoneMetrics, timesToValue } from "./time-to-value.ts";
import { type Refusal, refusalOf } from "./undated-labels.ts";

export type WonLostRequest = Omit<PastRequest, "metrics"> & { readonly leads?: readonly number[]; readonly candidates: number };
export type WonLostPorts = LearnPorts & { readonly catalogue: CatalogueReader };

export type WonLostAnswer = { readonly outcomes: DerivedOutcomes; readonly nameOf: (account: string) => string } & (
  | ({ readonly kind: "refused" } & Refusal)
  | ({ readonly kind: "compared" } & Comparison)
);

export interface Comparison {
  readonly report: WonLostReport;
  /** What was tried beside the pack's own metrics, as it would be written in a pack. */
  readonly candidates: readonly Candidate[];
  readonly catalogue: EventCatalogue;
  /** Metrics that know too much; nothing that they tell is worth anything. */
  readonly leaks: readonly Leak[];
  /** Over how many days after the decision growth of revenue was looked at. */
  readonly growth: Pick<Growth, "days" | "known">;
  readonly timesToValue: readonly { readonly metric: string; readonly report: TimeToValueReport }[];
}

/** The pack's metrics and, from what the log holds, others worth trying. */
export async function withCandidates({ catalogue: reader }: WonLostPorts, { workspace, scorer: { pack }, candidates: most }: WonLostRequest): Promise<{ metrics: Metrics; candidates: readonly Candidate[]; catalogue: EventCatalogue }> {
  const catalogue = await reader.readCatalogue(workspace);
  const candidates = most > 0 ? candidatesFrom(catalogue, most).filter(({ id }) => !(id in pack.metrics)) : [];
  return { catalogue, candidates, metrics: { ...pack.metrics, ...Object.fromEntries(candidates.map(({ id, definition }) => [id, definition])) } };
}

/** Which measurements went before renewals and which before losses: the pack's own, and candidates from what the log holds. */
export async function runWonLost(ports: WonLostPorts, request: WonLostRequest, progress: LearnProgress): Promise<WonLostAnswer> {
  const { scorer } = request;
  const { timezone: zone } = scorer.pack.pack;
  const { metrics, candidates, catalogue } = await withCandidates(ports, request);
  const milestones = milestoneMetrics(scorer.pack.metrics);
  const past = await readPast(ports, { ...request, metrics: { ...metrics, ...milestones } }, progress);
  const { decisions, outcomes } = past;
  const standings = new PastStandings(scorer, past.logs);
  const about = { outcomes, nameOf: (account: string) => standings.nameOf(account) };
  const refused = await refusalOf(ports, { ...request, metrics }, past);
  if (refused) return { kind: "refused", ...refused, ...about };
  const measured = withoutColumns(past.measured, Object.keys(metrics).length);
  const leads = request.leads ?? request.definition.leads;
  const growth = growthAfter(decisions, outcomes.revenue, outcomes.knownTo);
  const segmented = Object.keys(scorer.pack.segments).length > 0;
  const report = wonLost({ measured, decisions, leads, zone, growth: growth.rates, ...(segmented && { segmentOf: (decision) => standings.before(decision).segment }) });
  const leaks = await leaksOf(ports, { ...request, metrics }, { past: { ...past, measured }, judged: metrics, leadDays: leads[0] as number });
  const reached = timesToValue(past, { metrics: scorer.pack.metrics, group: segmented ? (account, at) => standings.groupsAt(account, at).segment : undefined });
  return { kind: "compared", report, candidates, catalogue, leaks, growth: { days: growth.days, known: growth.known }, timesToValue: reached, ...about };
}

/** The grid with only its first metrics. */
function withoutColumns(grid: Parameters<typeof wonLost>[0]["measured"], keep: number): typeof grid {
  const width = grid.metricIds.length;
  if (width === keep) return grid;
  const kept = (_: number, place: number): boolean => place % width < keep;
  return { ...grid, metricIds: grid.metricIds.slice(0, keep), values: grid.values.filter(kept), states: grid.states.filter(kept) };
}
