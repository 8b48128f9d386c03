import { openLogger } from "../../src/cli/logger.ts";
import type { Log, LogEvent, LogLevel } from "../../src/engine/log/events.ts";

/** A line of the log, read back. */
export interface Logged {
  readonly event: LogEvent;
  readonly level: LogLevel;
  readonly time: string;
  readonly [field: string]: string | number;
}

/** The real logger, at its most talkative, into a list. */
export const keptLog = (lines: Logged[]): Log => openLogger({ level: "debug", write: (line) => void lines.push(JSON.parse(line) as Logged), clock: Date.now, forPeople: false });

/** Nobody reads it. */
export const noLog: Log = () => {};
