import { metricEvidence, outcomeEvidence } from "../../insights/backtest/evidence.ts";
import type { FeedEvidence, Leak, MetricEvidence } from "../../insights/backtest/leak.ts";
import { guardAgainstLeaks } from "../../insights/backtest/leak-guard.ts";
import type { Decision } from "../../insights/outcomes/observe.ts";
import type { MeasuredGrid } from "../../insights/won-lost/rows.ts";
import { dayMs } from "../../lib/zone.ts";
import type { Metrics } from "../../metrics/plan.ts";
import { presentState } from "../../metrics/value.ts";
import { mostNamed } from "./as-known.ts";
import type { LearnPorts, Past, PastRequest } from "./past.ts";

export interface Suspects {
  readonly past: Pick<Past, "decisions" | "state"> & { readonly measured: MeasuredGrid };
  /** The metrics that are to be judged; those that they are made of are looked up in the request. */
  readonly judged: Metrics;
  readonly leadDays: number;
}

/** Losses and renewals in months: those of the last one may be missing renewals. */
const periodDays = 30;

/** Everything by which the measurements, the feeds and the outcomes of this past know too much. */
export async function findLeaks(ports: LearnPorts, request: PastRequest, { past, judged, leadDays }: Suspects): Promise<Leak[]> {
  const { measured, decisions } = past;
  const { timezone: zone } = request.scorer.pack.pack;
  const moved = await movedValues(ports, request, measured);
  const metrics = metricEvidence({ measured, definitions: judged, all: request.metrics, decisions, leadDays, zone }).map((evidence): MetricEvidence => {
    const own = moved.get(evidence.id);
    return own ? { ...evidence, valuesMovedByLaterFacts: own, judgedAsKnown: true } : evidence;
  });
  const found = guardAgainstLeaks(metrics, feedsOf(request.metrics, measured, decisions), outcomeEvidence(decisions, periodDays));
  return [...found, ...missingRows(request, { past, judged, leadDays })];
}

/** Where the rows of the lost were taken away a count is a plain zero; that nothing was ever seen of them is in no judged metric. */
function missingRows({ metrics, scorer }: PastRequest, { past: { measured, decisions }, judged, leadDays }: Suspects): Leak[] {
  const recencies = Object.fromEntries(Object.entries(metrics).filter(([id, definition]) => definition.kind === "recency" && !(id in judged)));
  const evidence = metricEvidence({ measured, definitions: recencies, decisions, leadDays, zone: scorer.pack.pack.timezone });
  const stopped = guardAgainstLeaks(evidence, []).filter(({ kind }) => kind === "rows_stop_at_exit");
  return stopped.map((leak) => ({ ...leak, metric: feedOf(metrics[leak.metric]) }));
}

const feedOf = (definition: Metrics[string] | undefined): string => (definition?.kind === "recency" ? definition.events?.join(", ") : undefined) ?? "use";

/** So many instants, spread over the past, are measured twice. */
const mostInstants = 8;

/** Values that would be others had everything been known when it happened; empty where everything was. */
async function movedValues({ measurer, accounts }: LearnPorts, { workspace, scorer, metrics }: PastRequest, measured: MeasuredGrid): Promise<Map<string, { moved: number; checked: number }>> {
  const step = Math.max(1, Math.floor(measured.instants.length / mostInstants));
  const sampled = measured.instants.filter((_, place) => place % step === 0);
  const late = await accounts.lateAt({ workspace, instants: sampled });
  const { timezone: zone, currency } = scorer.pack.pack;
  const places = new Map(measured.accounts.map((account, place) => [account, place]));
  // Values of accounts of which nothing was known late can't have moved.
  const checked = measured.accounts.length * sampled.length;
  const counts = new Map<string, { moved: number; checked: number }>();
  for (const [at, all] of late) {
    const column = measured.instants.indexOf(at);
    const own = all === "everyone" ? [...measured.accounts] : all.filter((account) => places.has(account));
    const today = await measurer.measure({ workspace, metrics, zone, currency, rates: scorer.rates, ...(own.length <= mostNamed && { accounts: own }), instants: [at] });
    today.accounts.forEach((account, row) => {
      const cell = (places.get(account) as number) * measured.instants.length + column;
      for (const id of movedAt({ measured, cell }, { ...today, row })) counts.set(id, { moved: (counts.get(id)?.moved ?? 0) + 1, checked });
    });
  }
  return counts;
}

interface Today extends Pick<MeasuredGrid, "metricIds" | "values" | "states"> {
  readonly row: number;
}

/** Metrics of one cell that would have another value, or another reason for having none, if measured today. */
function movedAt({ measured, cell }: { measured: MeasuredGrid; cell: number }, today: Today): string[] {
  return today.metricIds.filter((id, k) => {
    const then = cell * measured.metricIds.length + measured.metricIds.indexOf(id);
    const now = today.row * today.metricIds.length + k;
    return measured.states[then] !== today.states[now] || (today.states[now] === presentState && measured.values[then] !== today.values[now]);
  });
}

/** From each metric that counts the days since an event: how long before each loss the last of them lay. */
function feedsOf(metrics: Metrics, { accounts, instants, metricIds, values, states }: MeasuredGrid, decisions: readonly Decision[]): FeedEvidence[] {
  const places = new Map(accounts.map((account, place) => [account, place]));
  const lost = decisions.filter((decision) => decision.lost && places.has(decision.account));
  return metricIds.flatMap((id, k): FeedEvidence[] => {
    const definition = metrics[id];
    if (definition?.kind !== "recency") return [];
    const daysFromLastEventToExit = lost.flatMap(({ account, at }) => {
      const column = instants.findIndex((instant) => instant >= at);
      const cell = ((places.get(account) as number) * instants.length + column) * metricIds.length + k;
      if (column < 0 || states[cell] !== presentState) return [];
      return [(at - (instants[column] as number)) / dayMs + (values[cell] as number)];
    });
    return [{ feed: feedOf(definition), daysFromLastEventToExit }];
  });
}
