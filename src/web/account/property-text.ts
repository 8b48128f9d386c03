import type { Writer } from "../words/writer.ts";

/** Years 2001 to 2100, in milliseconds: numbers so large are instants where events say when something begins or ends. */
const [firstInstant, lastInstant] = [978_307_200_000, 4_133_980_800_000];
const aboutTime = /(?:^|_)(?:start|end|ended|expires|due|time|at|date|since|until)$/;

/** A property of an event as people read it. */
export function propertyText(name: string, value: string | number, write: Pick<Writer, "day">): string {
  const isInstant = typeof value === "number" && value >= firstInstant && value <= lastInstant && aboutTime.test(name);
  return `${name.replaceAll("_", " ")}: ${isInstant ? write.day(new Date(value).toISOString()) : value}`;
}
