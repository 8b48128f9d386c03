import type { Attribution } from "../../events/fact.ts";
import type { Instant } from "../../lib/zone.ts";
import type { Conservation } from "../conservation.ts";
import type { Stretch } from "../events-behind.ts";

/** What the journal and its door know, of a process that serves or of a directory that nobody serves. */
export interface IntakeState {
  readonly calls: Conservation;
  readonly rejectedBy: ReadonlyMap<string, number>;
  readonly journalBytes: number;
  /** When the call came that waits longest to be loaded. */
  readonly oldestWaiting: Instant | undefined;
}

export interface SourceState {
  readonly source: string;
  readonly events: number;
  readonly lastTime: Instant;
  readonly lastReceived: Instant;
  /** Between two receipts since `heardSince`, in whole hours; undefined where it was heard of in one hour alone. */
  readonly longestSilenceHours: number | undefined;
}

export interface ArrivalsRequest {
  readonly workspace: string;
  readonly account: string;
  readonly asOf: Instant;
  readonly limit: number;
  /** What each metric reads, by its id. */
  readonly uses: ReadonlyMap<string, readonly Stretch[]>;
}

/** An event as it arrived, and which of the asked metrics read it. */
export interface Arrival {
  readonly messageId: string;
  readonly name: string;
  readonly time: Instant;
  readonly knownAt: Instant;
  readonly source: string;
  readonly attribution: Attribution;
  readonly metrics: readonly string[];
  /** When somebody took it back; undefined while nobody did. */
  readonly withdrawnAt: Instant | undefined;
  /** The sender's own id of the account, where a match has brought the event here. */
  readonly record: string | undefined;
}

/** Events that one would look for under an account, and that lie under another. */
export interface Elsewhere {
  readonly account: string;
  readonly events: number;
  /** `match`: the sender's id belongs to the other account. `membership`: their users were in the other account then. */
  readonly why: "match" | "membership";
}

/** Reads how events came in. */
export interface PipelineReader {
  /** Of each source, last received first. */
  sources(workspace: string, heardSince: Instant): Promise<readonly SourceState[]>;
  /** Events of an account, last arrived first, also those whose time lies ahead; `total` counts all. */
  arrivals(request: ArrivalsRequest): Promise<{ readonly total: number; readonly arrivals: readonly Arrival[] }>;
  /** Where events lie that were sent under this id, or by users of this account and without one; those with the most events. */
  elsewhere(request: { readonly workspace: string; readonly account: string; readonly limit: number }): Promise<readonly Elsewhere[]>;
  /** Events of no account that have become known since. */
  unattributed(workspace: string, since: Instant): Promise<{ readonly events: number; readonly lastTime: Instant | undefined }>;
}
