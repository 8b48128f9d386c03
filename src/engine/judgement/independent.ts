import type { Standing } from "../../accounts/standing.ts";
import { withoutPulse } from "../../pack/without-pulse.ts";
import type { Pack } from "../../pack/schema.ts";
import { bandOf } from "../../scores/bands.ts";
import type { ScoreCard, ScoringRow } from "../../scores/card.ts";
import { type CompiledModel, compileModel } from "../../scores/core.ts";
import { type EffectiveModel, effectiveModels } from "../../scores/effective.ts";
import { isCovered } from "../../scores/explain.ts";
import type { Result } from "../../scores/snapshot.ts";

const nothing: Result = { score: null, band: "unknown" };

/**
 * Scores rows from data alone: what a pulse is compared with. Its band is that of the thresholds: whoever asks whether two
 * disagreed for a week needs no hysteresis.
 */
export function compileIndependent(pack: Pack, metricIds: readonly string[]): (row: ScoringRow, standing: Pick<Standing, "circumstances">) => Result {
  const { model } = withoutPulse(pack);
  const effective = effectiveModels(model);
  const compiled = new Map<EffectiveModel, { readonly model: CompiledModel; readonly card: ScoreCard }>();
  if (Object.keys(model.categories).length === 0) return () => nothing;
  return (row, { circumstances }) => {
    const found = effective(circumstances);
    let ready = compiled.get(found);
    if (!ready) {
      const own = compileModel(found, metricIds);
      compiled.set(found, (ready = { model: own, card: own.card() }));
    }
    ready.model.score({ ...row, people: [] }, ready.card);
    return resultOf(ready.card, ready.model);
  };
}

function resultOf({ score, coverage }: ScoreCard, model: CompiledModel): Result {
  if (Number.isNaN(score)) return nothing;
  return { score, band: isCovered(coverage, model) ? bandOf(score, model.model.bands) : "unknown" };
}
