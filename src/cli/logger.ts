import { pino } from "pino";
import { errorFields } from "../engine/log/error-fields.ts";
import { type Log, type LogLevel, logEvents } from "../engine/log/events.ts";

export interface LoggerOptions {
  /** What is less than this isn't written. */
  readonly level: LogLevel | "silent";
  /** Takes a line with its end. */
  readonly write: (line: string) => void;
  readonly clock: () => number;
  /** Lines for a person at a terminal, instead of one JSON document each. */
  readonly forPeople: boolean;
}

/** Writes one line for each event. */
export function openLogger({ level, write, clock, forPeople }: LoggerOptions): Log {
  const logger = pino(
    { level, base: null, timestamp: () => `,"time":"${new Date(clock()).toISOString()}"`, formatters: { level: (label) => ({ level: label }) } },
    { write: forPeople ? (line: string) => write(peopleLine(line)) : write },
  );
  return (event, fields) => {
    const { error, ...others } = fields as { readonly error?: unknown };
    const { level: own, fields: declared } = logEvents[event];
    // An error is taken apart only where it is going to be written.
    if (!logger.isLevelEnabled(own)) return;
    logger[own]({ event, ...others, ...("error" in declared && errorFields(error)) });
  };
}

/** `12:03:04 warn  loading_waits error=Error code=ECONNREFUSED`. */
function peopleLine(line: string): string {
  const { level, time, event, ...fields } = JSON.parse(line) as { readonly level: string; readonly time: string; readonly event: string };
  const told = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${time.slice(11, 19)} ${level.padEnd(5)} ${event}${told.join("")}\n`;
}
