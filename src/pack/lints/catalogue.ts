import { bandOutOfReach, emptyBand } from "./bands.ts";
import type { LintCode } from "./codes.ts";
import { benchmarkSegmentOrder, targetWithoutEffect } from "./benchmarks.ts";
import { tooFewMetrics, tooManyMetrics } from "./count.ts";
import { nameNeverSeen } from "./data.ts";
import { adjustmentWithoutEffect, unusedMetric, weightWithoutEffect } from "./effect.ts";
import { trendWithoutHistory, windowLongerThanData } from "./history.ts";
import { criterionNeverHolds, expectedAfterStuck, stageOutOfReach } from "./journey.ts";
import type { Lint } from "./lint.ts";
import { metricWithoutOwner } from "./owner.ts";
import { flatScale, unevenScale } from "./scales.ts";
import { activityOnly, financialMetric, npsInScore, trendHeavy } from "./substance.ts";
import { variantsOverlap } from "./variants.ts";

/** Every lint, in the order of the reference page. */
export const lints: Readonly<Record<LintCode, Lint>> = {
  "too-many-metrics": tooManyMetrics,
  "too-few-metrics": tooFewMetrics,
  "activity-only": activityOnly,
  "financial-metric": financialMetric,
  "nps-in-score": npsInScore,
  "trend-heavy": trendHeavy,
  "weight-without-effect": weightWithoutEffect,
  "adjustment-without-effect": adjustmentWithoutEffect,
  "unused-metric": unusedMetric,
  "empty-band": emptyBand,
  "band-out-of-reach": bandOutOfReach,
  "flat-scale": flatScale,
  "uneven-scale": unevenScale,
  "trend-without-history": trendWithoutHistory,
  "window-longer-than-data": windowLongerThanData,
  "name-never-seen": nameNeverSeen,
  "metric-without-owner": metricWithoutOwner,
  "stage-out-of-reach": stageOutOfReach,
  "criterion-never-holds": criterionNeverHolds,
  "expected-after-stuck": expectedAfterStuck,
  "variants-overlap": variantsOverlap,
  "benchmark-segment-order": benchmarkSegmentOrder,
  "target-without-effect": targetWithoutEffect,
};
