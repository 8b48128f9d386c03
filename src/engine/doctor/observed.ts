import type { Instant } from "../../lib/zone.ts";

/** Something that could be opened, or why not; `unused` where there is nothing yet. */
export type Opened = { readonly kind: "ok"; readonly text: string } | { readonly kind: "unused" } | { readonly kind: "failed"; readonly message: string };

/** The process that serves the data directory, as it answers. */
export interface ServedState {
  readonly pid: number;
  readonly url: string;
  /** Why it takes no events; undefined when it didn't answer. */
  readonly notReady: readonly string[] | undefined;
  readonly degraded: readonly string[];
}

/** Everything that the doctor looks at, without a judgement. */
export interface Observed {
  readonly now: Instant;
  readonly versions: { readonly program: string; readonly node: string; readonly isNodeOld: boolean };
  /** `workspace`: whose data it holds; undefined where it holds none yet. */
  readonly directory: { readonly path: string; readonly state: "usable" | "missing" | "not_writable"; readonly workspace: string | undefined };
  /** What is wrong with the settings that come from the environment. */
  readonly settings: readonly string[];
  readonly disk: { readonly freeBytes: number; readonly neededBytes: number } | undefined;
  readonly served: ServedState | undefined;
  readonly journal:
    | { readonly bytes: number; readonly mostBytes: number; readonly waiting: number; readonly oldestWaiting: Instant | undefined; readonly isCursorDamaged: boolean; readonly quarantined: readonly string[]; readonly newestWrite: Instant | undefined }
    | undefined;
  readonly deadLetters: number;
  /** Rules of retention, by the variables that set them: those that were never applied. Undefined where that can't be told. */
  readonly neverApplied: readonly string[] | undefined;
  readonly clickHouse: Opened;
  readonly postgres: Opened;
}
