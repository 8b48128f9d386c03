import type { AccountLog } from "../accounts/account-log.ts";
import { type Standing, type StandingReader, compileStanding } from "../accounts/standing.ts";
import { type CompiledJourney, compileJourney } from "./journey-chain.ts";
import { isOfCalendar } from "../conditions/subjects.ts";
import type { Instant } from "../lib/zone.ts";
import { compileDerived } from "../metrics/derived.ts";
import type { Metrics } from "../metrics/plan.ts";
import type { Pack } from "../pack/schema.ts";
import { activityMetrics } from "../journey/activities.ts";
import { wordingOf } from "../pack/names.ts";
import { ratesOf } from "../pack/rates.ts";
import type { PersonalAdjustment } from "../scores/adjustment.ts";
import type { ScoringRow } from "../scores/card.ts";
import { type CompiledModel, compileModel } from "../scores/core.ts";
import { type EffectiveModel, categoriesOfKey, effectiveModels } from "../scores/effective.ts";
import type { Override } from "../scores/override.ts";
import type { Result } from "../scores/snapshot.ts";
import type { Measurements, Rates } from "./ports.ts";
import { compileAsked } from "./judgement/asked.ts";
import { compileIndependent } from "./judgement/independent.ts";
import { adjustmentOf, overrideOf } from "./people.ts";

/** A pack made ready to score the rows of a measurement. */
export interface Scorer {
  readonly pack: Pack;
  readonly metricIds: readonly string[];
  /** What has to be measured: the pack's metrics first, and behind them what its journey reads beside. */
  readonly measured: Metrics;
  /** Absent when the pack has none: then people alone set stages. */
  readonly journey?: CompiledJourney;
  readonly rates: Rates;
  readonly standings: StandingReader;
  /** Whether a standing can change from one day to the next without a new fact. */
  readonly changesDaily: boolean;
  readonly model: (standing: Pick<Standing, "circumstances">) => CompiledModel;
  /** The score from data alone: without pulses, overrides and people's adjustments. */
  readonly independent: (row: ScoringRow, standing: Pick<Standing, "circumstances">) => Result;
  /** What people are asked to judge or type in, by the metrics of the effective model. */
  readonly asked: (standing: Pick<Standing, "circumstances">) => readonly string[];
  /** The categories of an effective model by its key, in their order. */
  readonly categoriesOf: (modelKey: string) => readonly string[];
  readonly people: (standing: Standing) => { readonly adjustments: readonly PersonalAdjustment[]; readonly overrides: readonly Override[] };
  /** Fills the cells that need the standing; to be called before a row is scored. */
  readonly complete: (row: ScoringRow & { readonly born: Instant }) => void;
}

/** Whether any condition but those of the journey reads something that changes by itself from day to day. */
function readsTheCalendar(pack: Pack): boolean {
  const recipes = Object.values(pack.metrics).flatMap((metric) => (metric.kind === "recipe" ? metric.cases.map(({ when }) => when) : []));
  const adjustments = [pack.model, ...pack.model.variants].flatMap((part) => part.adjustments ?? []).flatMap(({ when }) => (when ? [when] : []));
  const conditions = [...Object.values(pack.segments).map(({ when }) => when), ...recipes, ...adjustments];
  return conditions.some(isOfCalendar);
}

export function compileScorer(pack: Pack): Scorer {
  const metricIds = Object.keys(pack.metrics);
  const measured: Metrics = { ...pack.metrics, ...(pack.journey && activityMetrics(pack.journey)) };
  const standings = compileStanding({ zone: pack.pack.timezone, money: { currency: pack.pack.currency, rates: ratesOf(pack) }, segments: pack.segments });
  const zone = pack.pack.timezone;
  const effective = effectiveModels(pack.model);
  const compiled = new Map<EffectiveModel, CompiledModel>();
  const categories = new Map<string, readonly string[]>();
  return {
    pack,
    metricIds,
    measured,
    ...(pack.journey && { journey: compileJourney({ journey: pack.journey, metricIds: Object.keys(measured), zone, wording: wordingOf(pack), standings }) }),
    rates: ratesOf(pack),
    standings,
    changesDaily: readsTheCalendar(pack),
    model: ({ circumstances }) => {
      const model = effective(circumstances);
      let ready = compiled.get(model);
      if (!ready) {
        ready = compileModel(model, metricIds);
        compiled.set(model, ready);
      }
      return ready;
    },
    independent: compileIndependent(pack, metricIds),
    asked: compileAsked(pack, effective),
    categoriesOf: (key) => {
      const known = categories.get(key) ?? categoriesOfKey(pack.model, key);
      categories.set(key, known);
      return known;
    },
    people: ({ adjustments, overrides }) => ({ adjustments: adjustments.flatMap((event) => adjustmentOf(event) ?? []), overrides: overrides.map(overrideOf) }),
    complete: compileDerived({ metrics: measured, metricIds: Object.keys(measured), zone }),
  };
}

/** How an account stands at an instant. */
export function standingAt({ standings }: Scorer, log: AccountLog, asOf: Instant): Standing {
  return standings.standing(standings.settled(log, asOf), log.born, asOf);
}

/** The standing in the stage that the score uses. */
export function inStage(standing: Standing, stage: string | null): Standing {
  const circumstances = circumstancesIn(standing.circumstances, stage);
  return circumstances === standing.circumstances ? standing : { ...standing, circumstances };
}

/** Key by key, because it is made for every day on which the calendar is read, and copying is slow. */
export function circumstancesIn(circumstances: Standing["circumstances"], stage: string | null): Standing["circumstances"] {
  const { segments, traits, contract, goals, dates } = circumstances;
  return (circumstances.stage ?? null) === stage ? circumstances : { stage, segments, traits, contract, goals, dates };
}

/** The row of account i at instant j, which moves from cell to cell without being made anew. */
export interface MovingRow {
  readonly values: Float64Array;
  readonly states: Uint8Array;
  offset: number;
  asOf: Instant;
  born: Instant;
  circumstances: Standing["circumstances"];
  people: readonly PersonalAdjustment[];
}

export function rowOver({ values, states }: Measurements, circumstances: Standing["circumstances"]): MovingRow {
  return { values, states, offset: 0, asOf: 0, born: 0, circumstances, people: [] };
}
