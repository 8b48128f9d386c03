import type { Instant } from "../../lib/zone.ts";
import { fromState } from "../../metrics/value.ts";
import type { Band } from "../../scores/bands.ts";
import type { CompiledModel } from "../../scores/core.ts";
import type { AdjustmentPart, OverridePart, Snapshot } from "../../scores/snapshot.ts";
import type { StoredState } from "../ports.ts";
import type { ScoredAccount } from "../score-now.ts";
import type { RunningPack } from "./standings.ts";

/** What changes are told from: the parts of a snapshot that can differ, in little memory. */
export interface Kept {
  readonly asOf: Instant;
  readonly score: number | null;
  readonly band: Band;
  readonly stage: string | null;
  /** Key of the effective model. */
  readonly model: string;
  readonly computedScore: number | null;
  /** In the order of the version's metrics, as measured. */
  readonly values: Float64Array;
  readonly states: Uint8Array;
  /** What it was made with, where that was another version. */
  readonly former?: FormerPack;
  /** What the log of snapshots doesn't hold; absent for what was read back from it. */
  readonly parts?: KeptParts;
}

type FormerPack = NonNullable<RunningPack["formerly"]>;

interface KeptParts {
  readonly compiled: CompiledModel;
  readonly segments: readonly string[];
  /** Those that applied. */
  readonly adjustments: readonly AdjustmentPart[];
  readonly override: OverridePart | undefined;
}

const none: readonly never[] = [];
const orShared = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? none : list);

type Scored = Pick<ScoredAccount, "snapshot" | "row" | "model">;

export function keptOf(scored: Scored): Kept {
  const { asOf, score, band, stage, model, computed } = scored.snapshot;
  return { asOf, score, band, stage, model, computedScore: computed.score, values: scored.row.values, states: scored.row.states, parts: partsOf(scored) };
}

function partsOf({ snapshot: { segments, adjustments, override }, model: compiled }: Scored): KeptParts {
  return { compiled, segments: orShared(segments), adjustments: orShared(adjustments.filter(({ outcome }) => outcome === "applied")), override };
}

const orNull = (score: number): number | null => (Number.isNaN(score) ? null : score);

export function keptOfStored({ asOf, score, computedScore, band, stage, model, values, states }: StoredState, former?: FormerPack): Kept {
  return { asOf, score: orNull(score), computedScore: orNull(computedScore), band, stage: stage === "" ? null : stage, model, values, states, ...(former && { former }) };
}

/** The metrics of a model as far as a difference reads them. */
export const rawMetrics = ({ metrics }: Pick<CompiledModel, "metrics">, { values, states }: Pick<StoredState, "values" | "states">): Snapshot["metrics"] =>
  metrics.map(({ id, slot }) => ({ metric: id, category: "", raw: fromState(states[slot] as number, values[slot] as number), score: null, band: "unknown", weight: 0, contribution: 0 }));

/**
 * The snapshot as far as a difference reads it. What was read back is taken to have had the segments, adjustments and
 * override of `after`: most do, and what doesn't come out even with them is theirs.
 */
export function asSnapshot({ asOf, score, computedScore, band, stage, model, values, states, parts, former }: Kept, after: Scored & Pick<ScoredAccount, "standing">): Snapshot {
  const { account, knownAt } = after.snapshot;
  const { segments, adjustments, override, ...own } = parts ?? partsOf(after);
  const compiled = former ? former.scorer.model(after.standing) : own.compiled;
  const version = former?.version ?? after.snapshot.version;
  return {
    account, version, knownAt, asOf, score, band, stage, segments, model, adjustments,
    metrics: rawMetrics(compiled, { values, states }),
    categories: [],
    coverage: 0,
    mean: null,
    computed: { score: computedScore, band, since: asOf },
    ...(override && { override }),
  };
}
