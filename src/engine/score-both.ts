import { subjectsOf } from "../conditions/subjects.ts";
import type { Instant } from "../lib/zone.ts";
import { meaningOf, withReferred } from "../metrics/meaning.ts";
import type { Metrics } from "../metrics/plan.ts";
import type { Pack } from "../pack/schema.ts";
import { type HistoryProgress, scoreHistory } from "./history.ts";
import type { JourneyState } from "./journey-chain.ts";
import type { AccountReader, MeasureRequest, Measurements, Measurer } from "./ports.ts";
import { type ScoredAccount, scoreAccounts } from "./score-now.ts";
import { type Scorer, compileScorer } from "./scorer.ts";

export interface BothRequest {
  readonly workspace: string;
  readonly before: Pack;
  readonly after: Pack;
  /** The earliest fact: where a score reads the stage, journeys are followed from there on. */
  readonly from: Instant;
  readonly asOf: Instant;
}

export interface BothPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
}

export interface ScoredBoth {
  readonly before: readonly ScoredAccount[];
  readonly after: readonly ScoredAccount[];
}

/** Everything about one definition at an instant that comparing others with it takes; they can be compared one after the other. */
export interface Baseline extends BothRequestBefore {
  readonly request: MeasureRequest;
  readonly measured: Measurements;
  readonly logs: Awaited<ReturnType<AccountReader["readAccounts"]>>;
  readonly states: ReadonlyMap<string, JourneyState>;
}

type BothRequestBefore = Omit<BothRequest, "after">;
type Progress = (done: HistoryProgress) => void;

/** Measures what the definition in use measures, and reads whom it is about. Nothing is written. */
export async function takeBaseline(ports: BothPorts, about: BothRequestBefore, progress: Progress): Promise<Baseline> {
  const { workspace, before, from, asOf } = about;
  const scorer = scorerFor(before);
  const request = measureRequest(scorer, { workspace, asOf });
  const measured = await ports.measurer.measure(request);
  const logs = await ports.accounts.readAccounts({ workspace, accounts: measured.accounts });
  return { workspace, before, from, asOf, request, measured, logs, states: await followJourneys(ports, { workspace, from, asOf, scorer }, progress) };
}

export const scoreBaseline = (baseline: Baseline): Promise<ScoredAccount[]> => scoreAs(scorerFor(baseline.before), baseline, baseline);

/** Scores the same customers by another definition. What it defines like the first is not measured again. */
export async function scoreAgainst(ports: BothPorts, baseline: Baseline, { after, progress }: { readonly after: Pack; readonly progress: Progress }): Promise<ScoredAccount[]> {
  const scorer = scorerFor(after);
  const measured = await measureLike(ports.measurer, { request: baseline.request, measured: baseline.measured }, measureRequest(scorer, baseline));
  const isSame = stagesDependOn(baseline.before) === stagesDependOn(after);
  return scoreAs(scorer, baseline, { measured, states: isSame ? baseline.states : await followJourneys(ports, { ...baseline, scorer }, progress) });
}

/**
 * Scores every customer at one instant by two definitions. What both define alike is measured once, so another weight, scale or
 * limit measures nothing more. Bands are those of the limits alone, as of an account that is scored for the first time: what hysteresis
 * and dwell remember was decided by one of the two. Nothing is written.
 */
export async function scoreBoth(ports: BothPorts, { after, ...request }: BothRequest, progress: Progress): Promise<ScoredBoth> {
  const baseline = await takeBaseline(ports, request, progress);
  return { before: await scoreBaseline(baseline), after: await scoreAgainst(ports, baseline, { after, progress }) };
}

function scoreAs(scorer: Scorer, { workspace, asOf, logs }: Baseline, { measured, states }: Pick<Baseline, "measured" | "states">): Promise<ScoredAccount[]> {
  return scoreAccounts(
    { measurer: { measure: () => Promise.resolve(measured) }, accounts: { readAccounts: () => Promise.resolve(logs) } },
    { workspace, scorer, version: "", asOf, knownAt: asOf, rememberedOf: () => ({}), journeyBefore: (account) => states.get(account), scoreBefore: () => undefined },
  );
}

/** Whether a score can depend on the stage: only variants and adjustments read it. */
function readsStages({ model }: Pack): boolean {
  const adjustments = [model, ...model.variants].flatMap((part) => part.adjustments ?? []);
  return model.variants.some(({ stage }) => stage !== undefined) || adjustments.some(({ when }) => when !== undefined && subjectsOf(when).some(({ kind }) => kind === "stage"));
}

/** A journey is followed day by day from the beginning, so one that moves no score is left out. */
function scorerFor(pack: Pack): Scorer {
  return compileScorer(readsStages(pack) ? pack : { ...pack, journey: undefined });
}

/** What stages follow from; equal where two packs put every account in the same stage. */
function stagesDependOn(pack: Pack): string {
  const { timezone, currency, rates } = pack.pack;
  return JSON.stringify(readsStages(pack) && pack.journey ? [pack.journey, pack.segments, pack.metrics, timezone, currency, rates] : []);
}

async function followJourneys(ports: BothPorts, { workspace, scorer, from, asOf }: Pick<BothRequest, "workspace" | "from" | "asOf"> & { readonly scorer: Scorer }, progress: (done: HistoryProgress) => void): Promise<ReadonlyMap<string, JourneyState>> {
  const states = new Map<string, JourneyState>();
  if (!scorer.journey) return states;
  const journeys = { before: asOf, note: (account: string, state: JourneyState): void => void states.set(account, state) };
  const unwritten = { ...ports, snapshots: { write: () => Promise.resolve() } };
  await scoreHistory(unwritten, { workspace, scorer, version: "", from, to: asOf, knownAt: asOf, journeys }, progress);
  return states;
}

const measureRequest = ({ pack, measured, rates }: Scorer, { workspace, asOf }: Pick<BothRequest, "workspace" | "asOf">): MeasureRequest => ({
  workspace, metrics: measured, zone: pack.pack.timezone, currency: pack.pack.currency, rates, instants: [asOf],
});

interface Measured {
  readonly request: MeasureRequest;
  readonly measured: Measurements;
}

/** A measurement at the instant of another, from which it takes whatever means the same there. */
export async function measureLike(measurer: Pick<Measurer, "measure">, { request: before, measured: first }: Measured, after: MeasureRequest): Promise<Measurements> {
  const lacking = lackingIn(before, after);
  const more = Object.keys(lacking).length === 0 ? undefined : await measurer.measure({ ...after, metrics: withReferred(lacking, after.metrics) });
  return joined(Object.keys(after.metrics), { first, more, lacking });
}

/** Metrics that `before` doesn't measure, or defines otherwise; all of them where days or money count otherwise. */
function lackingIn({ metrics, ...before }: MeasureRequest, after: MeasureRequest): Metrics {
  const isSamePlace = JSON.stringify([before.zone, before.currency, before.rates]) === JSON.stringify([after.zone, after.currency, after.rates]);
  const isSame = (id: string): boolean => isSamePlace && metrics[id] !== undefined && JSON.stringify(meaningOf(id, metrics)) === JSON.stringify(meaningOf(id, after.metrics));
  return Object.fromEntries(Object.entries(after.metrics).filter(([id]) => !isSame(id)));
}

interface Parts {
  readonly first: Measurements;
  readonly more: Measurements | undefined;
  readonly lacking: Metrics;
}

/** The cells of both for the accounts that are in both: between two measurements new ones may have come. */
function joined(metricIds: readonly string[], { first, more, lacking }: Parts): Measurements {
  const places = new Map((more ?? first).accounts.map((account, place) => [account, place]));
  const rows = first.accounts.flatMap((account, place) => (places.has(account) ? [{ account, inFirst: place, inMore: places.get(account) as number }] : []));
  const columns = metricIds.map((id) => (more && lacking[id] ? { from: more, slot: more.metricIds.indexOf(id), isMore: true } : { from: first, slot: first.metricIds.indexOf(id), isMore: false }));
  const values = new Float64Array(rows.length * columns.length);
  const states = new Uint8Array(values.length);
  rows.forEach(({ inFirst, inMore }, row) => {
    columns.forEach(({ from, slot, isMore }, column) => {
      const cell = (isMore ? inMore : inFirst) * from.metricIds.length + slot;
      values[row * columns.length + column] = from.values[cell] as number;
      states[row * columns.length + column] = from.states[cell] as number;
    });
  });
  return { accounts: rows.map(({ account }) => account), instants: first.instants, metricIds, values, states, born: Float64Array.from(rows, ({ inFirst }) => first.born[inFirst] as number) };
}
