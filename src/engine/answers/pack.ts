import type { Answer } from "../../contract/routes.ts";
import { describeCondition } from "../../conditions/describe.ts";
import { type Stage, exitsOf } from "../../journey/stage.ts";
import { formatDuration, inDays } from "../../lib/duration.ts";
import { inWords } from "../../lib/words.ts";
import { quantityOf } from "../../metrics/quantity.ts";
import { definitionText } from "../../pack/definition.ts";
import { categoryName, metricName, wordingOf, segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import { operationOf } from "../../scores/adjustment.ts";
import type { BandThresholds, Model, Scale } from "../../scores/schema.ts";
import type { Scores } from "./scores.ts";

type PackAnswer = Answer<"getPack">;

/** How scores are made under the version that is running. */
export function getPack({ pack, live }: Scores): Promise<PackAnswer> {
  const { pack: about, model } = pack;
  return Promise.resolve({
    id: about.id,
    version: live.running.version,
    name: about.name,
    why: about.why ?? null,
    owner: about.owner ?? null,
    timezone: about.timezone,
    currency: about.currency,
    limits: limitsOf(model),
    hysteresis: model.bands.hysteresis,
    dwell: formatDuration(model.bands.dwell),
    coverageFloor: model.coverage_floor,
    categories: Object.entries(model.categories).map(([id, { weight, bands }]) => ({ id, name: categoryName(pack, id), weight: ratio(weight, categoriesWeight(model)), limits: limitsOf(model, bands) })),
    metrics: metricsOf(pack),
    adjustments: model.adjustments.map((adjustment) => ({ id: adjustment.id, when: adjustment.when === undefined ? null : describeCondition(adjustment.when, wordingOf(pack)), ...operationOf(adjustment), reason: adjustment.reason })),
    variants: model.variants.map(({ segment, stage, ...changes }) => ({ segments: listOf(segment), stages: listOf(stage), text: changesText(changes, pack) })),
    segments: Object.entries(pack.segments).map(([id, { when }]) => ({ id, name: segmentName(pack, id), when: describeCondition(when, wordingOf(pack)) })),
    stages: (pack.journey?.lines ?? []).flatMap((line) => line.stages.map((stage) => stageOf(stage, { pack, line: line.name ?? inWords(line.id) }))),
    plans: Object.entries(pack.plans).map(([id, { name, reason, steps }]) => ({ id, name, reason: reason ?? null, steps: steps.length })),
  });
}

const limitsOf = ({ bands }: Model, own?: BandThresholds, above?: BandThresholds): PackAnswer["limits"] => ({
  redBelow: own?.red_below ?? above?.red_below ?? bands.red_below,
  yellowBelow: own?.yellow_below ?? above?.yellow_below ?? bands.yellow_below,
});

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const weightOf = (parts: Readonly<Record<string, { readonly weight: number }>>): number => Object.values(parts).reduce((sum, { weight }) => sum + weight, 0);
const categoriesWeight = ({ categories }: Model): number => weightOf(categories);
const listOf = (scope: string | readonly string[] | undefined): string[] => (scope === undefined ? [] : typeof scope === "string" ? [scope] : [...scope]);

/** Where the base model counts a metric, and with what share when nothing is missing. */
function placeOf(metric: string, { model }: Pack) {
  for (const [category, { weight, metrics }] of Object.entries(model.categories)) {
    const counted = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
    if (counted) return { category, counted, share: ratio(weight, categoriesWeight(model)) * ratio(counted.weight, weightOf(metrics)) };
  }
  return undefined;
}

const daysOf = (duration: Stage["expected"]): number | null => (duration === undefined ? null : inDays(duration));

function stageOf(stage: Stage, { pack, line }: { readonly pack: Pack; readonly line: string }): PackAnswer["stages"][number] {
  const { id, enter, expected, stuck, lost = false, activities = [] } = stage;
  const words = wordingOf(pack);
  return {
    id,
    name: stageName(pack, id),
    line,
    isLost: lost,
    enters: enter ? describeCondition(enter.when, words) : null,
    leaves: exitsOf(stage).map(({ when, to }) => ({ when: describeCondition(when, words), to: to === undefined ? null : stageName(pack, to) })),
    expectedDays: daysOf(expected),
    stuckDays: daysOf(stuck),
    activities: activities.map(({ id: activity, name, role, required, due }) => ({ name: name ?? inWords(activity), role, isRequired: required, dueDays: daysOf(due) })),
  };
}

function metricsOf(pack: Pack): PackAnswer["metrics"] {
  return Object.entries(pack.metrics).map(([metric, definition]) => {
    const place = placeOf(metric, pack);
    return {
      metric,
      name: metricName(pack, metric),
      why: definition.why ?? null,
      owner: definition.owner ?? null,
      kind: definition.kind,
      quantity: quantityOf(definition),
      unit: definition.unit ?? null,
      definition: definitionText(definition, pack),
      category: place?.category ?? null,
      weight: place?.share ?? 0,
      scale: place?.counted.scale === undefined ? null : anchorsOf(place.counted.scale),
      isStepped: place?.counted.scale !== undefined && "steps" in place.counted.scale,
      limits: limitsOf(pack.model, place?.counted.bands),
    };
  });
}

function anchorsOf(scale: Scale): [number, number][] {
  if (Array.isArray(scale)) return scale;
  if ("steps" in scale) return scale.steps;
  const ends: [number, number][] = [[scale.worst, 0], [scale.best, 100]];
  return ends.sort(([left], [right]) => left - right);
}

/** What a variant names, in a line: `Product weighs 30; Logins weighs 60; red below 50` */
function changesText({ bands, coverage_floor: floor, categories = {}, adjustments = [] }: Omit<Pack["model"]["variants"][number], "segment" | "stage">, pack: Pack): string {
  const named = Object.entries(categories).flatMap(([category, { weight, metrics = {} }]) => [
    ...(weight === undefined ? [] : [`${categoryName(pack, category)} weighs ${weight}`]),
    ...Object.entries(metrics).flatMap(([metric, change]) => [
      ...(change.weight === undefined ? [] : [`${metricName(pack, metric)} weighs ${change.weight}`]),
      ...(change.scale === undefined ? [] : [`${metricName(pack, metric)} has a scale of its own`]),
    ]),
  ]);
  const limits = [...(bands?.red_below === undefined ? [] : [`red below ${bands.red_below}`]), ...(bands?.yellow_below === undefined ? [] : [`yellow below ${bands.yellow_below}`])];
  return [...named, ...limits, ...(floor === undefined ? [] : [`a band from ${floor} % coverage on`]), ...adjustments.map(({ id, reason }) => reason ?? inWords(id))].join("; ");
}
