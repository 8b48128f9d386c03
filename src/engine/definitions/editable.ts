import type { z } from "zod";
import type { editableSchema } from "../../contract/version.ts";
import { quantityOf } from "../../metrics/quantity.ts";
import { categoryName, metricName, segmentName, stageName } from "../../pack/names.ts";
import type { Pack } from "../../pack/schema.ts";
import type { BandThresholds, Scale } from "../../scores/schema.ts";

export type Editable = z.output<typeof editableSchema>;
type EditableScale = NonNullable<Editable["categories"][number]["metrics"][number]["scale"]>;

/** What of a definition a draft can change, as it is written. */
export function editableOf(pack: Pack): Editable {
  const { bands, coverage_floor: coverageFloor, categories, variants } = pack.model;
  return {
    bands: { ...limitsOf(bands), hysteresis: bands.hysteresis },
    coverageFloor,
    categories: Object.entries(categories).map(([id, category]) => ({
      id,
      name: categoryName(pack, id),
      weight: category.weight,
      bands: limitsOf(category.bands),
      metrics: Object.entries(category.metrics).map(([metric, { weight, scale, bands: own }]) => ({ ...aboutMetric(pack, metric), weight, scale: scale ? scaleOf(scale) : null, bands: limitsOf(own) })),
    })),
    variants: variants.map((variant) => variantOf(pack, variant)),
  };
}

function variantOf(pack: Pack, { segment, stage, bands, coverage_floor: floor, categories = {} }: Pack["model"]["variants"][number]): Editable["variants"][number] {
  return {
    segments: listOf(segment).map((id) => ({ id, name: segmentName(pack, id) })),
    stages: listOf(stage).map((id) => ({ id, name: stageName(pack, id) })),
    bands: limitsOf(bands),
    coverageFloor: floor ?? null,
    categories: Object.entries(categories).map(([id, { weight, metrics = {} }]) => ({
      id,
      name: categoryName(pack, id),
      weight: weight ?? null,
      metrics: Object.entries(metrics).map(([metric, change]) => ({ ...aboutMetric(pack, metric), weight: change.weight ?? null, scale: change.scale ? scaleOf(change.scale) : null })),
    })),
  };
}

const listOf = (scope: string | readonly string[] | undefined): readonly string[] => (scope === undefined ? [] : [scope].flat());

const limitsOf = (bands: BandThresholds | undefined): { redBelow: number | null; yellowBelow: number | null } => ({ redBelow: bands?.red_below ?? null, yellowBelow: bands?.yellow_below ?? null });

function aboutMetric(pack: Pack, metric: string) {
  const definition = pack.metrics[metric];
  return { metric, name: metricName(pack, metric), quantity: definition ? quantityOf(definition) : "number", unit: definition?.unit ?? null };
}

function scaleOf(scale: Scale): EditableScale {
  if (Array.isArray(scale)) return { form: "anchors", anchors: scale };
  return "steps" in scale ? { form: "steps", anchors: scale.steps } : { form: "ends", anchors: [[scale.worst, 0], [scale.best, 100]] };
}
