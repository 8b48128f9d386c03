import { withVariant } from "../../scores/effective.ts";
import type { BandThresholds, Model } from "../../scores/schema.ts";
import type { Finding, Lint } from "./lint.ts";
import { type Interval, reachableScores } from "./reach.ts";

export const emptyBand: Lint = {
  code: "empty-band",
  severity: "error",
  notices: "No score is yellow, because red_below equals yellow_below once what is inherited from the model is filled in. A red_below above it is a wrong value anyway.",
  reason: "Yellow is where a customer can still be turned; without it the first warning is already the alarm.",
  check: ({ pack: { model } }) => {
    const base = emptyBands(model, ["model"]);
    const known = new Set(base.map(({ about }) => about));
    const varied = model.variants.flatMap((variant, index) => emptyBands(withVariant(model, variant), ["model", "variants", index]).filter(({ about }) => !known.has(about)));
    return [...base, ...varied];
  },
};

type Thresholds = Pick<Model["bands"], "red_below" | "yellow_below">;
type AboutBands = Finding & { readonly about: string };

function emptyBands({ bands, categories }: Omit<Model, "variants">, at: Finding["path"]): AboutBands[] {
  const own = (about: string, own: BandThresholds | undefined, path: Finding["path"]): AboutBands[] => (own === undefined ? [] : emptyYellow(about, filledIn(bands, own), [...path, "bands"]));
  return [
    ...emptyYellow("overall", bands, [...at, "bands"]),
    ...Object.entries(categories).flatMap(([category, { bands: ofCategory, metrics }]) => [
      ...own(category, ofCategory, [...at, "categories", category]),
      ...Object.entries(metrics).flatMap(([metric, entry]) => own(metric, entry.bands, [...at, "categories", category, "metrics", metric])),
    ]),
  ];
}

function filledIn(model: Thresholds, own: BandThresholds): Thresholds {
  return { red_below: own.red_below ?? model.red_below, yellow_below: own.yellow_below ?? model.yellow_below };
}

function emptyYellow(about: string, { red_below, yellow_below }: Thresholds, path: Finding["path"]): AboutBands[] {
  if (red_below < yellow_below) return [];
  return [{ about, path, message: `no score of \`${about}\` can be yellow: red is below ${red_below}, yellow below ${yellow_below}`, help: "write a red_below under the yellow_below; what isn't written is the model's" }];
}

export const bandOutOfReach: Lint = {
  code: "band-out-of-reach",
  severity: "warning",
  notices: "No combination of scores makes the overall score green, yellow or red.",
  reason: "A model that can't say red never warns, and one that can't say green has no goal. Mostly a scale starts too high, or an adjustment holds every score up or down.",
  check: ({ pack }) => {
    const scores = reachableScores(pack);
    if (scores.length === 0) return [];
    const { red_below, yellow_below } = pack.model.bands;
    const missing = Object.entries({
      red: touches(scores, -Infinity, red_below),
      yellow: touches(scores, red_below, yellow_below),
      green: touches(scores, yellow_below, Infinity),
    }).filter(([, reached]) => !reached);
    return missing.map(([band]) => ({ path: ["model", "bands"], message: `no customer can be ${band}: overall scores can be ${spelled(scores)}`, help: "change the bands, or the scales and adjustments that keep scores from there" }));
  },
};

const tolerance = 1e-9;

/** Whether a score from `from` up to but without `below` is possible. */
function touches(scores: readonly Interval[], from: number, below: number): boolean {
  return scores.some(({ low, high }) => high >= from - tolerance && low < below - tolerance);
}

function spelled(scores: readonly Interval[]): string {
  const number = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 1 });
  const spans = scores.map(({ low, high }) => (high - low < tolerance ? number(low) : `${number(low)} to ${number(high)}`));
  return spans.length <= 6 ? spans.join(", ") : `${spans.slice(0, 5).join(", ")} … ${spans.at(-1)}`;
}
