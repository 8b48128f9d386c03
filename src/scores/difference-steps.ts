import { noCircumstances } from "../conditions/circumstances.ts";
import { type MetricValue, missing, stateOf } from "../metrics/value.ts";
import { adjustmentSteps } from "./difference-adjustments.ts";
import type { Cause, MeanModel, State, Step, Way } from "./difference-state.ts";
import { compileModel } from "./core.ts";
import { type EffectiveModel, effectiveModels } from "./effective.ts";
import type { Model } from "./schema.ts";
import type { Snapshot } from "./snapshot.ts";

/** The models of the versions that the two snapshots name. */
export interface Models {
  readonly from: Model;
  readonly to: Model;
}

interface Request {
  readonly from: Snapshot;
  readonly to: Snapshot;
  readonly models: Models;
}

export function startOf({ from, models }: Request): State {
  return {
    model: meanModel(effectiveModels(models.from)(standingOf(from))),
    raws: rawsOf(from),
    adjustments: from.adjustments.filter(({ outcome }) => outcome === "applied"),
    override: from.override,
  };
}

export function stepsBetween({ from, to, models }: Request): Step[] {
  const later = effectiveModels(models.to);
  const before = from.version === to.version ? later(standingOf(from)) : effectiveModels(models.from)(standingOf(from));
  const way: Way = { from, to, before, between: later(standingOf(from)), after: later(standingOf(to)) };
  return [
    ...(way.before === way.between ? [] : [modelStep("version", way.between, to)]),
    ...(way.between === way.after ? [] : [modelStep("stage_segment", way.after, to)]),
    ...missingSteps(from, to),
    ...dataSteps(from, to),
    ...adjustmentSteps(way),
    ...overrideSteps(from, to),
  ];
}

const standingOf = ({ stage, segments }: Snapshot) => ({ stage, segments: new Map(segments.map((segment) => [segment, true])) });
const rawsOf = ({ metrics }: Snapshot): ReadonlyMap<string, MetricValue> => new Map(metrics.map(({ metric, raw }) => [metric, raw]));

/** A metric that the model newly has comes with its later value: that it appears is the model's doing. */
function modelStep(cause: Cause, effective: EffectiveModel, to: Snapshot): Step {
  const model = meanModel(effective);
  return { cause, replace: (state) => ({ ...state, model, raws: new Map([...rawsOf(to), ...state.raws]) }) };
}

function meanModel(effective: EffectiveModel): MeanModel {
  const metricIds = Object.values(effective.categories).flatMap(({ metrics }) => Object.keys(metrics));
  const compiled = compileModel(effective, metricIds);
  const card = compiled.card();
  return {
    mean: (raws) => {
      const found = metricIds.map((id) => raws.get(id) ?? missing("not_applicable"));
      const values = Float64Array.from(found, (value) => ("value" in value ? value.value : Number.NaN));
      const row = { values, states: Uint8Array.from(found, stateOf), offset: 0, circumstances: noCircumstances, asOf: 0, people: [] };
      compiled.score(row, card);
      return card.mean;
    },
  };
}

/** Metrics of both snapshots, in the later one's order. */
function inBoth(from: Snapshot, to: Snapshot): { metric: string; was: MetricValue; is: MetricValue }[] {
  const before = rawsOf(from);
  return to.metrics.flatMap(({ metric, raw }) => {
    const was = before.get(metric);
    return was === undefined ? [] : [{ metric, was, is: raw }];
  });
}

/** What appeared goes first, so that there is something to score before the last of the old ones goes. */
function missingSteps(from: Snapshot, to: Snapshot): Step[] {
  const changed = inBoth(from, to).filter(({ was, is }) => "value" in was !== "value" in is);
  const appeared = changed.filter(({ is }) => "value" in is);
  const gone = changed.filter(({ is }) => "missing" in is);
  return [...appeared, ...gone].map(({ metric, is }) => rawStep("missing" in is && is.missing === "expired" ? "expiry" : "missing_data", metric, is));
}

function dataSteps(from: Snapshot, to: Snapshot): Step[] {
  const changed = inBoth(from, to).filter(({ was, is }) => "value" in was && "value" in is && was.value !== is.value);
  return changed.map(({ metric, is }) => rawStep("data", metric, is));
}

function rawStep(cause: Cause, metric: string, value: MetricValue): Step {
  return { cause, subject: metric, replace: (state) => ({ ...state, raws: new Map([...state.raws, [metric, value]]) }) };
}

/** An override that is replaced by another is one change; one that only ended, expired or was withdrawn. */
function overrideSteps({ override: was }: Snapshot, { override: is, asOf }: Snapshot): Step[] {
  const subject = (is ?? was)?.id;
  if (subject === undefined || was?.id === is?.id) return [];
  const expired = is === undefined && was !== undefined && was.expires <= asOf;
  return [{ cause: expired ? "expiry" : "override", subject, replace: (state) => ({ ...state, override: is }) }];
}
