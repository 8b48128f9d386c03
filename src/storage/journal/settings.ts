import { type Instant, dayMs } from "../../lib/zone.ts";

export interface JournalSettings {
  /** A file is closed when it is larger than this, or older than `segmentMs`. */
  readonly segmentBytes: number;
  readonly segmentMs: number;
  /** How long what is loaded is kept, so that the log can be built again from it. */
  readonly keepMs: number;
  /** The journal takes no more than this; loaded files go first. */
  readonly maxBytes: number;
  /** What must stay free on the disk for everything else. */
  readonly minFreeBytes: number;
  /** More than this doesn't wait in memory for the disk. */
  readonly maxPendingBytes: number;
  /** About how much a batch for the loader holds. */
  readonly batchBytes: number;
}

const mebibyte = 1024 * 1024;

export const defaultSettings: JournalSettings = {
  segmentBytes: 64 * mebibyte,
  segmentMs: 3_600_000,
  keepMs: 7 * dayMs,
  maxBytes: 20 * 1024 * mebibyte,
  minFreeBytes: 512 * mebibyte,
  maxPendingBytes: 64 * mebibyte,
  batchBytes: 4 * mebibyte,
};

/** Two files to write and to load from, and two that may be kept. */
const leastMegabytes = 256;

/** What the environment sets of it; throws with the name of the variable that is wrong. */
export function journalFrom(environment: Readonly<Record<string, string | undefined>>): Partial<JournalSettings> {
  const whole = (name: string, { least, unit }: { readonly least: number; readonly unit: string }): number | undefined => {
    const text = environment[name];
    if (text === undefined || text === "") return undefined;
    if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new Error(`${name}: \`${text}\` is no whole number of ${unit}${least > 0 ? ` from ${least} on` : ""}.`);
    return Number(text);
  };
  const days = whole("BELLWETHER_JOURNAL_DAYS", { least: 0, unit: "days" });
  const most = whole("BELLWETHER_JOURNAL_MB", { least: leastMegabytes, unit: "megabytes" });
  const free = whole("BELLWETHER_FREE_MB", { least: 1, unit: "megabytes" });
  return {
    ...(days !== undefined && { keepMs: days * dayMs }),
    ...(most !== undefined && { maxBytes: most * mebibyte }),
    ...(free !== undefined && { minFreeBytes: free * mebibyte }),
  };
}

/** What people should know about the state of the journal. Positions count bytes through all of its files. */
export interface JournalFinding {
  /** `torn`: an unfinished write at the end, cut off. `damaged`: bytes that hold no frame any more. `gap`: a file is missing. `cursor`: loading begins again. */
  readonly kind: "torn" | "damaged" | "gap" | "cursor";
  readonly position: number;
  readonly bytes: number;
  /** Where the bytes were set aside. */
  readonly quarantine?: string;
}

export interface JournalWire {
  readonly clock: () => Instant;
  readonly report: (finding: JournalFinding) => void;
  /** The disk failed and nothing may be acknowledged any more: the process must end and start again. */
  readonly onBroken: (error: Error) => void;
}
