import { FilterMemory } from "../../lib/seen-window.ts";
import { dayMs } from "../../lib/zone.ts";

/** How far back a message id is known again, and the memory that all workspaces together may spend on that. */
export interface Deduplication {
  /** Counted from when the first was stored; infinite where a repetition may come after any time, as files do. */
  readonly windowMs: number;
  readonly memory: FilterMemory;
}

/** For whoever reads files: the same file is the same after years. Memory follows what is stored, a few bytes for each id. */
export const forEver = (): Deduplication => ({ windowMs: Number.POSITIVE_INFINITY, memory: new FilterMemory(Number.POSITIVE_INFINITY) });

const leastDays = 7;
const defaultMegabytes = 256;

/** For whoever takes calls, whose senders try again for days at most. Throws with the name of the variable that is wrong. */
export function deduplicationFrom(environment: Readonly<Record<string, string | undefined>>): Deduplication {
  const { BELLWETHER_DEDUPLICATION_DAYS: days, BELLWETHER_DEDUPLICATION_MB: megabytes } = environment;
  const windowDays = Number(days ?? leastDays);
  if (!Number.isInteger(windowDays) || windowDays < leastDays) throw new Error(`BELLWETHER_DEDUPLICATION_DAYS: \`${days}\` is no whole number of days from ${leastDays} on.`);
  const most = Number(megabytes ?? defaultMegabytes);
  if (!Number.isInteger(most) || most < 1) throw new Error(`BELLWETHER_DEDUPLICATION_MB: \`${megabytes}\` is no whole number of megabytes.`);
  return { windowMs: windowDays * dayMs, memory: new FilterMemory(most * 1_000_000) };
}
