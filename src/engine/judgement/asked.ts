import type { Standing } from "../../accounts/standing.ts";
import { referencesOf } from "../../metrics/references.ts";
import type { MetricOf } from "../../metrics/schema.ts";
import { metricSchema } from "../../metrics/schema.ts";
import type { Pack } from "../../pack/schema.ts";
import type { EffectiveModel } from "../../scores/effective.ts";
import type { Model } from "../../scores/schema.ts";

/**
 * What people are asked about an account: its effective model's metrics that rest on a person's word, and typed-in ones that
 * stand in no model at all, because then something else reads them.
 */
export function compileAsked(pack: Pack, effective: (standing: Standing["circumstances"]) => EffectiveModel): (standing: Pick<Standing, "circumstances">) => readonly string[] {
  const scored = new Set([pack.model, ...pack.model.variants].flatMap((model) => [...behind(pack, namedIn(model))]));
  const beside = Object.keys(pack.metrics).filter((id) => pack.metrics[id]?.kind === "manual" && !scored.has(id));
  const known = new Map<EffectiveModel, readonly string[]>();
  return ({ circumstances }) => {
    const model = effective(circumstances);
    let asked = known.get(model);
    if (!asked) {
      const counted = Object.values(model.categories).filter(({ weight }) => weight > 0).flatMap(({ metrics }) => Object.entries(metrics).flatMap(([id, { weight }]) => (weight > 0 ? [id] : [])));
      known.set(model, (asked = [...[...behind(pack, counted)].filter((id) => isAPersons(pack, id)), ...beside]));
    }
    return asked;
  };
}

const isAPersons = ({ metrics }: Pack, id: string): boolean => metrics[id]?.kind === "manual" || metrics[id]?.kind === "pulse";

const namedIn = ({ categories }: Pick<Partial<Model>, "categories"> | Model["variants"][number]): string[] => Object.values(categories ?? {}).flatMap(({ metrics }) => Object.keys(metrics ?? {}));

/** Metrics, and those that they are made of. */
function behind({ metrics }: Pack, ids: readonly string[], found = new Set<string>()): Set<string> {
  for (const id of ids) {
    const definition = metrics[id];
    if (definition === undefined || found.has(id)) continue;
    found.add(id);
    behind({ metrics } as Pack, referencesOf(definition).map(({ metric }) => metric), found);
  }
  return found;
}

const standardPulse = metricSchema.parse({ kind: "pulse" }) as MetricOf<"pulse">;

/** How long pulses last in a pack; without a metric of them as they last usually. */
export const pulseMetric = ({ metrics }: Pack): MetricOf<"pulse"> => Object.values(metrics).find((metric): metric is MetricOf<"pulse"> => metric.kind === "pulse") ?? standardPulse;

/** The metrics that are typed in, by id. */
export const manualMetrics = ({ metrics }: Pack): readonly (readonly [id: string, metric: MetricOf<"manual">])[] => Object.entries(metrics).flatMap(([id, metric]) => (metric.kind === "manual" ? [[id, metric] as const] : []));
