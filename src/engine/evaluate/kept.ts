import { type Instant } from "../../lib/zone.ts";
import { fromState } from "../../metrics/value.ts";
import type { Band } from "../../scores/bands.ts";
import type { AdjustmentPart, OverridePart, Snapshot } from "../../scores/snapshot.ts";
import type { StoredState } from "../ports.ts";
import type { ScoredAccount } from "../score-now.ts";

/** What changes are told from: the parts of a snapshot that can differ, in little memory. */
export interface Kept {
  readonly asOf: Instant;
  readonly score: number | null;
  readonly band: Band;
  readonly stage: string | null;
  /** Key of the effective model. */
  readonly model: string;
  /** In the order of the version's metrics, as measured: the missing reasons. */
  readonly states: Uint8Array;
  /** Everything that a difference is split by; absent for what was read back from the log of snapshots. */
  readonly parts?: KeptParts;
}

interface KeptParts {
  readonly knownAt: Instant;
  readonly computedScore: number | null;
  readonly segments: readonly string[];
  readonly values: Float64Array;
  readonly states: Uint8Array;
  /** Those that applied. */
  readonly adjustments: readonly AdjustmentPart[];
  readonly override: OverridePart | undefined;
}

const none: readonly never[] = [];
const orShared = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? none : list);

export function keptOf({ snapshot, row }: Pick<ScoredAccount, "snapshot" | "row">): Kept {
  const { asOf, score, band, stage, model, knownAt, computed, segments, adjustments, override } = snapshot;
  return {
    asOf, score, band, stage, model,
    states: row.states,
    parts: { knownAt, computedScore: computed.score, segments: orShared(segments), values: row.values, states: row.states, adjustments: orShared(adjustments.filter(({ outcome }) => outcome === "applied")), override },
  };
}

export function keptOfStored({ asOf, score, band, stage, model, states }: StoredState): Kept {
  return { asOf, score: Number.isNaN(score) ? null : score, band, stage: stage === "" ? null : stage, model, states };
}

/** The snapshot as far as a difference reads it. `metricIds` are those of the version, in their order. */
export function asSnapshot(kept: Kept & { readonly parts: KeptParts }, about: { readonly account: string; readonly version: string; readonly metricIds: readonly string[] }): Snapshot {
  const { account, version, metricIds } = about;
  const { asOf, score, band, stage, model, parts } = kept;
  const { knownAt, computedScore, segments, values, states, adjustments, override } = parts;
  return {
    account, version, asOf, knownAt, score, band, stage, segments, model, adjustments,
    metrics: metricIds.map((metric, slot) => ({ metric, category: "", raw: fromState(states[slot] as number, values[slot] as number), score: null, band: "unknown", weight: 0, contribution: 0 })),
    categories: [],
    coverage: 0,
    mean: null,
    computed: { score: computedScore, band, since: asOf },
    ...(override && { override }),
  };
}

export const hasParts = (kept: Kept): kept is Kept & { readonly parts: KeptParts } => kept.parts !== undefined;
