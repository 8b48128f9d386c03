import type { Finding } from "../../accounts/finding.ts";
import type { Instant } from "../../lib/zone.ts";
import type { InputProblem } from "../import-source.ts";
import type { ImportProgress, RejectSink } from "../import.ts";
import type { RowCounts } from "../row-counts.ts";

/** A file that somebody has uploaded. */
export interface Uploaded {
  readonly name: string;
  readonly bytes: number;
  readonly uploadedAt: Instant;
}

/** What came of one import. */
export interface ImportRun {
  readonly id: string;
  /** `refused`: something has to be settled first; `interrupted`: the process ended meanwhile. */
  readonly state: "running" | "done" | "cancelled" | "refused" | "failed" | "interrupted";
  readonly author: string;
  readonly startedAt: Instant;
  readonly endedAt?: Instant;
  readonly progress?: ImportProgress;
  /** Of each file, once everything is read. */
  readonly files: readonly RowCounts[];
  readonly total?: RowCounts;
  readonly findings: readonly Finding[];
  readonly findingsPartial: boolean;
  /** Why nothing was imported. */
  readonly problems: readonly InputProblem[];
  /** How files are read, such as in which encoding. */
  readonly notes: readonly string[];
}

/** A file can't be taken; the message says why. */
export class UploadRefused extends Error {
  readonly kind: "too_large" | "cut_off" | "full";

  constructor(kind: UploadRefused["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A file as it is sent: whole, or in parts, because a request may only take so long. */
export interface UploadPart {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** How many bytes of it came before. */
  readonly offset: number;
  readonly isLast: boolean;
  /** Of the whole file. */
  readonly mostBytes: number;
}

/** Uploaded files, what was said of them, and what came of importing them. Every text may be read anew at any time. */
export interface UploadStore {
  /** Where the files lie, and nothing else. */
  readonly folder: string;
  files(): Promise<readonly Uploaded[]>;
  /** Takes the place of an earlier file of that name once it is whole. Throws UploadRefused. */
  write(name: string, part: UploadPart): Promise<void>;
  /** False when there is none. */
  remove(name: string): Promise<boolean>;
  text(of: KeptText): Promise<string | undefined>;
  keepText(of: KeptText, text: string): Promise<void>;
  dropText(of: KeptText): Promise<void>;
  /** The latest first. */
  runs(): Promise<readonly ImportRun[]>;
  keepRun(run: ImportRun): Promise<void>;
  rejectsOf(run: string): RejectSink;
  /** Where the rejects of a run lie; undefined when there are none. */
  rejectsPath(run: string): Promise<string | undefined>;
  /** Deletes what was never finished. */
  tidy(): Promise<void>;
  /** Deletes all files, rejects, examples and declined matches: somebody is forgotten who may be in them. */
  forget(): Promise<void>;
}

export type KeptText = "mapping" | "first-definition" | "declined-matches";
