import type { Candidate } from "../insights/won-lost/candidates.ts";
import { inWords } from "../lib/words.ts";
import { yamlBlock } from "../pack/yaml-layout.ts";

/** A candidate that is worth writing down, and what it told. */
export interface Wanted {
  readonly id: string;
  readonly why: string;
}

/** The section `metrics` of a pack with these candidates, and those that they are made of behind them. */
export function metricSnippet(wanted: readonly Wanted[], candidates: readonly Candidate[]): string {
  return yamlBlock({ metrics: metricsOf(wanted, candidates) });
}

/** By id, with a name and a reason where one is given. */
export function metricsOf(wanted: readonly Wanted[], candidates: readonly Candidate[]): Record<string, object> {
  const found = new Map(candidates.map((candidate) => [candidate.id, candidate.source]));
  const ids = new Set(wanted.map(({ id }) => id));
  const inner = wanted.flatMap(({ id }) => ingredient(found.get(id))).filter((id) => !ids.has(id) && found.has(id));
  return Object.fromEntries([
    ...wanted.map(({ id, why }) => [id, { name: inWords(id), why, ...found.get(id) }] as const),
    ...[...new Set(inner)].map((id) => [id, { ...found.get(id) }] as const),
  ]);
}

const ingredient = (source: Candidate["source"] | undefined): string[] => (source && "metric" in source && typeof source.metric === "string" ? [source.metric] : []);
