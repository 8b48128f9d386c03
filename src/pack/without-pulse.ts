import { referencesOf } from "../metrics/references.ts";
import type { Pack } from "./schema.ts";

/** The pack without metrics that rest on a pulse: what people's judgement is compared with must not hold it. Metrics stay defined. */
export function withoutPulse(pack: Pack): Pack {
  const judged = new Set(Object.keys(pack.metrics).filter((id) => restsOnPulse(id, pack)));
  if (judged.size === 0) return pack;
  const { model } = pack;
  const variants = model.variants.map((variant) => (variant.categories ? { ...variant, categories: stripped(variant.categories, judged) } : variant));
  const categories = Object.fromEntries(Object.entries(stripped(model.categories, judged)).filter(([, { metrics }]) => Object.keys(metrics).length > 0));
  const known = variants.map((variant) => (variant.categories ? { ...variant, categories: Object.fromEntries(Object.entries(variant.categories).filter(([id, { metrics }]) => id in categories || Object.keys(metrics ?? {}).length > 0)) } : variant));
  return { ...pack, model: { ...model, categories, variants: known } };
}

/** Categories with only the metrics that aren't judged by people. */
function stripped<C extends { readonly metrics?: Readonly<Record<string, unknown>> | undefined }>(categories: Readonly<Record<string, C>>, judged: ReadonlySet<string>): Record<string, C> {
  const strip = (category: C): C => (category.metrics ? { ...category, metrics: Object.fromEntries(Object.entries(category.metrics).filter(([id]) => !judged.has(id))) } : category);
  return Object.fromEntries(Object.entries(categories).map(([id, category]) => [id, strip(category)]));
}

function restsOnPulse(id: string, { metrics }: Pack): boolean {
  const definition = metrics[id];
  if (definition === undefined) return false;
  return definition.kind === "pulse" || referencesOf(definition).some(({ metric }) => restsOnPulse(metric, { metrics } as Pack));
}
