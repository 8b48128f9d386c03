import { runBacktest } from "../../src/engine/learn/backtest.ts";
import { type Scorer, compileScorer } from "../../src/engine/scorer.ts";
import { defaultOutcomeDefinition } from "../../src/insights/outcomes/definition.ts";
import { dayMs } from "../../src/lib/zone.ts";
import { FileKeptWork } from "../../src/storage/kept-work.ts";
import type { ClickHouseStore } from "../../src/storage/clickhouse/store.ts";
import { millisecondsOf, peakBytes, processorSeconds } from "../bench.ts";
import { measureAt, scorer } from "../seven-metrics/pack.ts";
import { type Size, openSimulatedEvents, workspace, yearBegin } from "../simulated-events.ts";
import { addContracts } from "./contracts.ts";

export interface Work {
  readonly size: Size;
  /** Where measured values are kept. */
  readonly kept: string;
  /** `none` only makes the data. */
  readonly draft: "none" | "first" | "changed";
}

export interface Ran {
  readonly ms: number;
  /** What measuring a single instant took right before. */
  readonly instantMs: number;
  readonly processorSeconds: number;
  readonly peakBytes: number;
  readonly weeks: number;
  readonly accounts: number;
  readonly decisions: number;
}

/** Other weights and bands over the same metrics. */
function changedDraft(): Scorer {
  const { pack } = scorer;
  const categories = Object.entries(pack.model.categories).map(([id, category]) => {
    const metrics = Object.entries(category.metrics).map(([metric, entry]) => [metric, { ...entry, weight: entry.weight + 1 }] as const);
    return [id, { ...category, weight: category.weight + 10, metrics: Object.fromEntries(metrics) }] as const;
  });
  return compileScorer({ ...pack, model: { ...pack.model, bands: { ...pack.model.bands, red_below: 35 }, categories: Object.fromEntries(categories) } });
}

async function runDraft(store: ClickHouseStore, { size, kept, draft }: Work): Promise<Ran> {
  const end = yearBegin + (size.days ?? 365) * dayMs;
  await store.measurer.measure(measureAt([end]));
  const instantMs = await millisecondsOf(() => store.measurer.measure(measureAt([end])));
  const before = processorSeconds();
  let [weeks, accounts, decisions] = [0, 0, 0];
  const ms = await millisecondsOf(async () => {
    const ports = { measurer: store.measurer, accounts: store.accounts, kept: { work: new FileKeptWork(kept, "bench"), log: store.state } };
    const request = { workspace, scorer: draft === "first" ? scorer : changedDraft(), from: yearBegin + 1, to: end, definition: defaultOutcomeDefinition };
    const answer = await runBacktest(ports, request, () => {});
    if (answer.kind === "refused") throw new Error(answer.reason);
    [weeks, accounts, decisions] = [answer.instants, answer.accounts, answer.report.leads[0]?.auc ? answer.report.leads[0].auc.positives + answer.report.leads[0].auc.negatives : 0];
  });
  return { ms, instantMs, processorSeconds: processorSeconds() - before, peakBytes: peakBytes(), weeks, accounts, decisions };
}

const work = JSON.parse(process.argv[2] as string) as Work;
const store = await openSimulatedEvents(work.size);
await addContracts(store, work.size);
const nothing: Ran = { ms: 0, instantMs: 0, processorSeconds: 0, peakBytes: 0, weeks: 0, accounts: 0, decisions: 0 };
const ran = work.draft === "none" ? nothing : await runDraft(store, work);
await store.close();
process.send?.(ran, undefined, undefined, () => process.exit(0));
