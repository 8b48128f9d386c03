/** Opinions about a pack that can be used. A code is stable: scripts, searches and `accept` rely on it. */
export const lintCodes = [
  "too-many-metrics",
  "too-few-metrics",
  "activity-only",
  "financial-metric",
  "nps-in-score",
  "trend-heavy",
  "weight-without-effect",
  "adjustment-without-effect",
  "unused-metric",
  "empty-band",
  "band-out-of-reach",
  "flat-scale",
  "uneven-scale",
  "trend-without-history",
  "window-longer-than-data",
  "name-never-seen",
  "metric-without-owner",
  "stage-out-of-reach",
  "criterion-never-holds",
  "expected-after-stuck",
  "variants-overlap",
  "benchmark-segment-order",
  "target-without-effect",
] as const;

export type LintCode = (typeof lintCodes)[number];
