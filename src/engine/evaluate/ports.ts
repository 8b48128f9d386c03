import type { Instant } from "../../lib/zone.ts";
import type { AccountReader, ChangeReader, Measurer, SnapshotLog, SnapshotMemory } from "../ports.ts";
import type { Standings } from "./standings.ts";
import type { TransitionListener, TransitionLog } from "./transition.ts";

/** How far scoring has come in a workspace under a version. */
export interface EvaluationCursor {
  /** Every account has all of its midnights up to this one. */
  readonly through: Instant;
  /** Everything that was stored before is in them, and in what was told. */
  readonly storedBy: Instant;
}

export interface EvaluationCursors {
  read(workspace: string, version: string): Promise<EvaluationCursor | undefined>;
  write(workspace: string, version: string, cursor: EvaluationCursor): Promise<void>;
}

/** What scoring goes on with, and to whom it tells what it found. */
export interface EvaluatorPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
  readonly snapshots: Pick<SnapshotLog, "write">;
  readonly memory: SnapshotMemory;
  readonly changes: ChangeReader;
  readonly cursors: EvaluationCursors;
  readonly transitions: TransitionLog;
  readonly standings?: Standings;
  readonly listener?: TransitionListener;
}
