import type { InsightKind, InsightState } from "../../contract/insights.ts";
import type { Instant } from "../../lib/zone.ts";

/** A question to the past that was asked, and what became of it. */
export interface InsightRun {
  readonly workspace: string;
  readonly id: string;
  readonly kind: InsightKind;
  readonly state: InsightState;
  readonly askedAt: Instant;
  readonly askedBy: string;
  readonly endedAt?: Instant;
  readonly version: string;
  readonly versionNumber: number | null;
  readonly past?: { readonly from: Instant; readonly to: Instant };
  readonly problem?: string;
}

export interface InsightAnswer {
  readonly headline: string;
  /** The document as JSON. */
  readonly result: string;
  /** Whom it names: when one of them is forgotten it goes. */
  readonly accounts: readonly string[];
}

export interface KeptInsight {
  readonly run: InsightRun;
  readonly headline: string;
}

/** What was asked of the past, and the newest answer of each kind. */
export interface InsightStore {
  /** The newest first. */
  list(workspace: string): Promise<readonly InsightRun[]>;
  /** The newest result of each kind. */
  kept(workspace: string): Promise<readonly KeptInsight[]>;
  /** Undefined where none is kept. */
  result(workspace: string, kind: InsightKind): Promise<(KeptInsight & Pick<InsightAnswer, "result">) | undefined>;
  /** Takes the place of whatever of this kind ended without a result. */
  add(run: InsightRun): Promise<void>;
  change(run: InsightRun): Promise<void>;
  /** The run is done; its answer takes the place of the one before. */
  keep(run: InsightRun, answer: InsightAnswer): Promise<void>;
}
