import type { Instant } from "../../lib/zone.ts";
import type { AccountReader, ChangeReader, Measurer, OfAccounts, SnapshotLog, SnapshotMemory } from "../ports.ts";
import type { Foundations } from "../retention/ports.ts";
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

/** Where accounts are on their journeys, each at its last midnight, as texts. */
export interface JourneyStates {
  /** Each in the place of the one before. To be called once the midnights up to it are written. */
  write(states: { readonly workspace: string; readonly version: string; readonly asOf: Instant; readonly texts: ReadonlyMap<string, string> }): Promise<void>;
  /** Of accounts that have one. */
  read(request: OfAccounts): Promise<ReadonlyMap<string, { readonly asOf: Instant; readonly text: string }>>;
}

/** What scoring goes on with, and to whom it tells what it found. */
export interface EvaluatorPorts {
  readonly measurer: Measurer;
  readonly accounts: AccountReader;
  readonly snapshots: Pick<SnapshotLog, "write" | "withdraw">;
  readonly memory: SnapshotMemory;
  readonly changes: ChangeReader;
  readonly cursors: EvaluationCursors;
  readonly journeys: JourneyStates;
  readonly transitions: TransitionLog;
  /** Absent where nothing is ever removed. */
  readonly foundations?: Foundations;
  readonly standings?: Standings;
  readonly listener?: TransitionListener;
}
