import { z } from "zod";
import { instantProperties } from "../../src/events/segment/vocabulary-event.ts";
import { reservedNames, vocabulary } from "../../src/events/vocabulary.ts";

interface Property {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** `docs/reference/events.md`: every event that means something of its own, from the schemas that check it. */
export function eventsPage(): string {
  return [
    "# Events that scores know by name",
    "Whatever else your product sends is counted as its use, under the name that you give it. These events say what no usage library knows; [sending events](../guide/sending.md) shows one of each. Times are written as ISO 8601 with an offset, or as epoch milliseconds. One whose properties are not as they are described here is rejected with the code `invalid_vocabulary` and the reason.",
    ...reservedNames.flatMap(entry),
  ].join("\n\n");
}

function entry(name: (typeof reservedNames)[number]): string[] {
  const { description = "", properties = {}, required = [], additionalProperties } = z.toJSONSchema(vocabulary[name]) as { description?: string; properties?: Record<string, Property>; required?: string[]; additionalProperties?: unknown };
  const rows = Object.entries(properties).map(([key, property]) => `| \`${key}\` | ${typeOf(key, property)} | ${required.includes(key) ? "Required. " : ""}${property.description ?? ""} |`);
  const others = additionalProperties === false ? "It has no other properties." : "Other properties are kept, and metrics can filter on them.";
  return [`## ${name}`, description, ["| property | type | |", "|---|---|---|", ...rows].join("\n"), others];
}

function typeOf(key: string, { type = "", enum: choices, minimum, maximum }: Property): string {
  if (choices?.join() === "true,false") return "true or false";
  if (choices) return choices.map((choice) => `\`${choice}\``).join(", ");
  if (type === "integer" && instantProperties.has(key)) return "time";
  if (type === "string") return "text";
  if (minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER) return `number, ${minimum} to ${maximum}`;
  return minimum === 0 ? "number, 0 or more" : "number";
}
