import { z } from "zod";
import { type Instant, hourMs, shiftDays } from "./zone.ts";

/** A length of time: whole calendar days, or elapsed hours. The two differ on daylight-saving days. */
export type Duration = { readonly days: number } | { readonly hours: number };

const shortForm = /^(\d{1,5})([hdw])$/;
const isoForm = /^P(?:(\d{1,5})D|(\d{1,5})W|T(\d{1,5})H)$/;

/** Reads `12h`, `30d`, `8w`, `PT12H`, `P30D` or `P8W`; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const short = shortForm.exec(text);
  if (short) {
    const count = Number(short[1]);
    if (short[2] === "h") return { hours: count };
    return { days: short[2] === "w" ? count * 7 : count };
  }
  const iso = isoForm.exec(text);
  if (!iso) return undefined;
  if (iso[1] !== undefined) return { days: Number(iso[1]) };
  if (iso[2] !== undefined) return { days: Number(iso[2]) * 7 };
  return { hours: Number(iso[3]) };
}

/** The instant one duration before `instant`: same wall time for days, elapsed time for hours. */
export function before(instant: Instant, duration: Duration, zone: string): Instant {
  return "days" in duration ? shiftDays(instant, -duration.days, zone) : instant - duration.hours * hourMs;
}

/** Length in days, for comparisons and messages only: a calendar day counts as 24 hours. */
export function inDays(duration: Duration): number {
  return "days" in duration ? duration.days : duration.hours / 24;
}

export function formatDuration(duration: Duration): string {
  return "days" in duration ? `${duration.days}d` : `${duration.hours}h`;
}

/** `30 days`, `1 hour` */
export function durationText(duration: Duration): string {
  const [count, unit] = "days" in duration ? [duration.days, "day"] : [duration.hours, "hour"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A duration as written in YAML. The input stays text so that it can be shown as it was typed. */
export const durationSchema = z
  .string()
  .regex(/^(\d{1,5}[hdw]|P(\d{1,5}[DW]|T\d{1,5}H))$/, "write a duration such as 30d, 12h or 8w")
  .transform((text): Duration => parseDuration(text) as Duration)
  .meta({ description: "A length of time: 30d, 12h, 8w, or ISO 8601 P30D, PT12H." });
