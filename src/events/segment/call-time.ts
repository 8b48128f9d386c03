import type { Instant } from "../../lib/zone.ts";
import { CallRejected, type Delivery, type RawCall } from "./call.ts";
import { smallestSkewMs } from "./limits.ts";

/** When a call happened: corrected for the sender's clock, and as the sender stated it. */
export interface CallTime {
  readonly time: Instant;
  readonly originalTime: Instant;
  readonly sentAt?: Instant;
}

/**
 * The time of a call by the receiver's clock: `receivedAt - (sentAt - original)`, as Segment defines `timestamp`.
 * Not corrected: a call without a valid `sentAt`, a skew below a second, and a call that another server has received
 * and corrected before (it states `receivedAt` and `timestamp`). A call without a time happened when it was received.
 */
export function callTime(call: RawCall, delivery: Delivery): CallTime {
  const { receivedAt } = delivery;
  const sentAt = readTime(call["sentAt"]) ?? readTime(delivery.sentAt);
  const sent = sentAt === undefined ? {} : { sentAt };
  const stated = statedTime(call, "timestamp");
  const original = statedTime(call, "originalTimestamp") ?? stated;
  if (original === undefined) return { time: receivedAt, originalTime: receivedAt, ...sent };
  if (stated !== undefined && readTime(call["receivedAt"]) !== undefined) return { time: stated, originalTime: original, ...sent };
  if (sentAt === undefined || Math.abs(receivedAt - sentAt) < smallestSkewMs) return { time: original, originalTime: original, ...sent };
  return { time: receivedAt - (sentAt - original), originalTime: original, sentAt };
}

/** Whether the sender said when it happened. */
export function statesTime(call: RawCall): boolean {
  return !isAbsent(call["timestamp"]) || !isAbsent(call["originalTimestamp"]);
}

function statedTime(call: RawCall, field: string): Instant | undefined {
  const value = call[field];
  if (isAbsent(value)) return undefined;
  const time = readTime(value);
  if (time === undefined) throw new CallRejected("invalid_time", field, `is not a time; write ISO 8601 such as 2026-01-31T09:30:00.000Z`);
  return time;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";

/** A year, a month and a day first: everything else that `Date.parse` takes depends on the machine's zone. */
const localTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?$/;
const offset = /(?:Z|z|[+-]\d{2}:?\d{2})$/;
const isoDate = /^\d{4}-\d{2}-\d{2}$/;
/** Numbers below are seconds since 1970 taken for milliseconds, or no times at all. */
const smallestMilliseconds = 100_000_000_000;

/** ISO 8601, in UTC where it states no offset (as Segment reads it), or epoch milliseconds. */
function readTime(value: unknown): Instant | undefined {
  if (typeof value === "number") return Number.isFinite(value) && value >= smallestMilliseconds ? Math.floor(value) : undefined;
  if (typeof value !== "string") return undefined;
  if (isoDate.test(value)) return finite(Date.parse(value));
  return readOffsetTime(offset.test(value) ? value : `${value}Z`);
}

/** ISO 8601 with its offset, else undefined. */
export function readOffsetTime(text: string): Instant | undefined {
  const zone = offset.exec(text)?.[0];
  if (zone === undefined || text.length > 40) return undefined;
  const local = text.slice(0, -zone.length);
  if (!localTime.test(local)) return undefined;
  const colon = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return finite(Date.parse(`${local.replace(" ", "T").replace(",", ".")}${colon}`));
}

const finite = (time: number): number | undefined => (Number.isNaN(time) ? undefined : time);
