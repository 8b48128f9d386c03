import type { Wording } from "../conditions/describe.ts";
import { type Reason, explainCondition } from "../conditions/reason.ts";
import { fromState } from "../metrics/value.ts";
import { applyOperation, operationOf, outcomes, personalOutcome } from "./adjustment.ts";
import { type BandMemory, bandOf, dwellLimit, nextBand } from "./bands.ts";
import type { ScoreCard, ScoringRow } from "./card.ts";
import type { CompiledModel } from "./core.ts";
import { type Override, overrideAt, overrideExpires } from "./override.ts";
import type { AdjustmentPart, CategoryPart, MetricPart, OverridePart, Result, Snapshot, SnapshotAbout, Unknown } from "./snapshot.ts";

/** The bands at the previous local midnight. */
export interface Remembered {
  readonly overall?: BandMemory;
  readonly categories?: ReadonlyMap<string, BandMemory>;
}

export interface SnapshotRequest {
  readonly about: Omit<SnapshotAbout, "asOf">;
  readonly model: CompiledModel;
  readonly row: ScoringRow;
  /** All overrides of the account that weren't withdrawn, ascending by time. */
  readonly overrides: readonly Override[];
  readonly remembered: Remembered;
  readonly zone: string;
}

/** Scores one row with everything that explains it. The numbers are those of {@link CompiledModel.score}. */
export function takeSnapshot(request: SnapshotRequest): Snapshot {
  const { about, model, row, overrides, remembered, zone } = request;
  const card = model.card();
  model.score(row, card);
  const covered = isCovered(card.coverage, model);
  const reading = { score: covered ? card.score : Number.NaN, asOf: row.asOf, dwellLimit: dwellLimit(row.asOf, model.model.bands, zone) };
  const memory = nextBand(remembered.overall, reading, model.model.bands);
  const computed = { ...memory, score: orNull(card.score) };
  const override = overrideAt(overrides, row.asOf, zone);
  const unknown = whyUnknown(card, model);
  return {
    ...about,
    asOf: row.asOf,
    ...standing(row),
    model: model.model.key,
    metrics: model.metrics.map((_, place) => metricPart(place, request, card)),
    categories: model.categories.map((_, place) => categoryPart(place, request, card)),
    coverage: card.coverage,
    mean: orNull(card.mean),
    adjustments: [...modelAdjustments(model, card), ...personalAdjustments(row, card)],
    computed,
    ...shown(computed, override, model),
    ...(override === undefined ? {} : { override: { ...override, expires: overrideExpires(override, zone) } satisfies OverridePart }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** Why each conditional adjustment of the model did or didn't apply, by its id. Made only when somebody asks. */
export function adjustmentReasons(model: CompiledModel, row: ScoringRow, wording?: Wording): ReadonlyMap<string, Reason> {
  const card = model.card();
  model.score(row, card);
  const source = model.source(row, card);
  return new Map(model.model.adjustments.flatMap(({ id, when }) => (when === undefined ? [] : [[id, explainCondition(when, source, wording)]])));
}

/** What the next midnight remembers of a snapshot taken at this one. */
export function rememberedOf({ computed, categories }: Pick<Snapshot, "computed" | "categories">): Remembered {
  return { overall: computed, categories: new Map(categories.map((part) => [part.category, part])) };
}

const orNull = (score: number): number | null => (Number.isNaN(score) ? null : score);

/** Rounding must not push a coverage that is exactly at the floor below it. */
export function isCovered(coverage: number, { model }: Pick<CompiledModel, "model">): boolean {
  return coverage + 1e-9 >= model.coverage_floor;
}

function whyUnknown(card: ScoreCard, model: CompiledModel): Unknown | undefined {
  if (Number.isNaN(card.score)) return { kind: "nothing_present" };
  if (isCovered(card.coverage, model)) return undefined;
  return { kind: "low_coverage", coverage: card.coverage, floor: model.model.coverage_floor };
}

function standing({ circumstances: { stage, segments } }: ScoringRow): Pick<Snapshot, "stage" | "segments"> {
  return { stage: stage ?? null, segments: [...segments].filter(([, member]) => member).map(([segment]) => segment) };
}

/** A person's band or score in place of the computed one. A score without a band has the band of its thresholds. */
export function shown({ score, band }: Result, override: Override | undefined, { model }: CompiledModel): Result {
  if (override === undefined) return { score, band };
  if (override.score === undefined) return { score, band: override.band ?? band };
  return { score: override.score, band: override.band ?? bandOf(override.score, model.bands) };
}

function metricPart(place: number, { model, row }: SnapshotRequest, card: ScoreCard): MetricPart {
  const { id, slot, category, bands } = model.metrics[place] as (typeof model.metrics)[number];
  const cell = row.offset + slot;
  const [score, weight] = [card.metricScores[place] as number, card.metricWeights[place] as number];
  return {
    metric: id,
    category: model.categories[category]?.id as string,
    raw: fromState(row.states[cell] as number, row.values[cell] as number),
    score: orNull(score),
    band: bandOf(score, bands),
    weight,
    contribution: weight === 0 ? 0 : weight * score,
  };
}

function categoryPart(place: number, { model, row, remembered, zone }: SnapshotRequest, card: ScoreCard): CategoryPart {
  const { id, bands } = model.categories[place] as (typeof model.categories)[number];
  const [score, weight, coverage] = [card.categoryScores, card.categoryWeights, card.categoryCoverage].map((column) => column[place] as number) as [number, number, number];
  const reading = { score: isCovered(coverage, model) ? score : Number.NaN, asOf: row.asOf, dwellLimit: dwellLimit(row.asOf, bands, zone) };
  const { band, since } = nextBand(remembered.categories?.get(id), reading, bands);
  return { category: id, score: orNull(score), band, since, coverage, weight, contribution: weight === 0 ? 0 : weight * score };
}

function modelAdjustments({ model }: CompiledModel, card: ScoreCard): AdjustmentPart[] {
  return model.adjustments.map((adjustment, place) => ({
    id: adjustment.id,
    by: "model",
    ...operationOf(adjustment),
    reason: adjustment.reason,
    outcome: outcomes[card.outcomes[place] as number] as (typeof outcomes)[number],
    effect: card.effects[place] as number,
  }));
}

function personalAdjustments({ people, asOf }: ScoringRow, card: ScoreCard): AdjustmentPart[] {
  let score = card.adjusted;
  return people.flatMap((adjustment): AdjustmentPart[] => {
    const outcome = personalOutcome(adjustment, asOf);
    if (outcome !== "applied") return [];
    const { time: _time, ...written } = adjustment;
    const before = score;
    score = applyOperation(score, adjustment.operation, adjustment.amount);
    return [{ ...written, by: "person", outcome, effect: Number.isNaN(score) ? 0 : score - before }];
  });
}
