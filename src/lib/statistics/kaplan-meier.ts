import { zOf } from "./interval.ts";

/** How long each was watched, and whether the watching ended with the event (1) or before it, censored (0). */
export interface Durations {
  readonly durations: ArrayLike<number>;
  readonly events: ArrayLike<number>;
}

/** The curve from `time` on, until the next step. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
  readonly low: number;
  readonly high: number;
}

export interface SurvivalCurve {
  readonly n: number;
  readonly events: number;
  readonly steps: readonly SurvivalStep[];
  /** When half have had the event, with the interval of Brookmeyer and Crowley (1982); NaN where the curve doesn't get that low. */
  readonly median: { readonly value: number; readonly low: number; readonly high: number };
}

/**
 * Kaplan and Meier (1958), with Greenwood's variance and the interval on the log-log scale (Kalbfleisch and Prentice 1980; R's
 * `conf.type = "log-log"`). An event at the time of a censoring comes before it. One step for each time of an event.
 */
export function kaplanMeier({ durations, events }: Durations, level = 0.95): SurvivalCurve {
  const order = Array.from(durations, (_, index) => index).sort((a, b) => durations[a]! - durations[b]!);
  const steps: SurvivalStep[] = [];
  const z = zOf(level);
  let [survival, greenwood, total] = [1, 0, 0];
  for (let from = 0, to = 0; from < order.length; from = to) {
    const time = durations[order[from]!]!;
    let happened = 0;
    for (; to < order.length && durations[order[to]!] === time; to += 1) if (events[order[to]!]) happened += 1;
    if (happened === 0) continue;
    const atRisk = order.length - from;
    total += happened;
    survival *= 1 - happened / atRisk;
    greenwood += happened / (atRisk * (atRisk - happened));
    steps.push({ time, atRisk, events: happened, survival, ...logLogInterval(survival, greenwood, z) });
  }
  return { n: order.length, events: total, steps, median: medianOf(steps) };
}

function logLogInterval(survival: number, greenwood: number, z: number): { low: number; high: number } {
  // At zero the log-log scale ends, and with it what the data can say about the bounds.
  if (survival === 0) return { low: Number.NaN, high: Number.NaN };
  const reach = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return { low: survival ** Math.exp(reach), high: survival ** Math.exp(-reach) };
}

function medianOf(steps: readonly SurvivalStep[]): SurvivalCurve["median"] {
  const firstAtMost = (half: (step: SurvivalStep) => number): number => steps.find((step) => half(step) <= 0.5)?.time ?? Number.NaN;
  // A curve that stays flat at exactly one half has its median in the middle of the flat part, as in R.
  const at = steps.findIndex((step) => step.survival <= 0.5 + 1e-12);
  const flat = at >= 0 && Math.abs(steps[at]!.survival - 0.5) < 1e-12 && at + 1 < steps.length;
  const value = at < 0 ? Number.NaN : flat ? (steps[at]!.time + steps[at + 1]!.time) / 2 : steps[at]!.time;
  return { value, low: firstAtMost((step) => step.low), high: firstAtMost((step) => step.high) };
}

/** The share that has not had the event by `time`, with its interval; 1 before the first event. */
export function survivalAt(curve: SurvivalCurve, time: number): { value: number; low: number; high: number } {
  const step = curve.steps.findLast((candidate) => candidate.time <= time);
  return step ? { value: step.survival, low: step.low, high: step.high } : { value: 1, low: 1, high: 1 };
}
