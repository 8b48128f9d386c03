import type { DataFacts } from "../data-facts.ts";
import type { Pack } from "../schema.ts";
import type { LintCode } from "./codes.ts";

/** An opinion about packs, with the reason for holding it. */
export interface Lint {
  readonly code: LintCode;
  readonly severity: "error" | "warning";
  /** What it notices, as a sentence. */
  readonly notices: string;
  /** Why that is worth a word. */
  readonly reason: string;
  readonly check: (subject: Subject) => readonly Finding[];
}

/** What lints look at. */
export interface Subject {
  readonly pack: Pack;
  /** What is known about the data; lints about data say nothing without it. */
  readonly facts?: DataFacts;
}

export interface Finding {
  /** The value in the pack that it is about; it is shown by its key. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
}
