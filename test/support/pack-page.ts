import { type JsonSchema, definitionPath, packJsonSchema } from "../../src/pack/json-schema.ts";

const definitions = packJsonSchema().$defs ?? {};

/** `docs/reference/pack.md`: every section, kind and key of a pack, from the same schema that checks it. */
export function packPage(): string {
  const { Pack = {}, ...others } = definitions;
  const kinds = Object.entries(others).filter(([name]) => name.startsWith("metric_"));
  const parts = Object.entries(others).filter(([name]) => !name.startsWith("metric_"));
  return [
    "# The pack language",
    "A pack is a folder of YAML files. Any file may hold any section; sections of the same name are merged, and a key that is written twice is an error. `bellwether check` reports everything that is wrong, with its place; what it can say is listed in [lints.md](lints.md). Editors complete the keys with [pack.schema.json](pack.schema.json).",
    "## Sections",
    table(Pack, ["section", "holds"]),
    "## Kinds of metric",
    "Every value is a number, or the reason why it is missing: `never_seen`, `too_young`, `source_stale`, `not_applicable`, `expired`. All kinds have the keys that the section [All metrics](#all-metrics) lists.",
    ...kinds.map(([, kind]) => `### ${kind.title}\n\n${kind.description}\n\n${table(without(kind, sharedKeys(kinds)))}`),
    "### All metrics",
    table(only(kinds[0]?.[1] ?? {}, sharedKeys(kinds))),
    "## Parts",
    ...parts.filter(([, part]) => part.type === "object" || part.description !== undefined).map(([name, part]) => partEntry(name, part)),
  ].join("\n\n");
}

function partEntry(name: string, part: JsonSchema): string {
  const forms = (part.anyOf ?? []).map(({ description = "", properties = {} }) => {
    const keys = Object.keys(properties).map((key) => `\`${key}\``);
    return ["-", keys.length > 0 ? `${keys.join(", ")}:` : "", description].filter((word) => word !== "").join(" ").replace(/:$/, "");
  });
  const body = part.properties ? table(part) : forms.join("\n");
  return `### ${name}\n\n${part.description ?? ""}\n\n${body}`;
}

/** Keys that every kind has, described once. */
function sharedKeys(kinds: readonly (readonly [string, JsonSchema])[]): ReadonlySet<string> {
  const keys = kinds.map(([, kind]) => Object.keys(kind.properties ?? {}));
  return new Set(keys.reduce((shared, next) => shared.filter((key) => next.includes(key))));
}

function without(schema: JsonSchema, keys: ReadonlySet<string>): JsonSchema {
  return withProperties(schema, (key) => !keys.has(key));
}

function only(schema: JsonSchema, keys: ReadonlySet<string>): JsonSchema {
  return withProperties(schema, (key) => keys.has(key) && key !== "kind");
}

function withProperties(schema: JsonSchema, keep: (key: string) => boolean): JsonSchema {
  return { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => keep(key))) };
}

function table({ properties = {}, required = [] }: JsonSchema, heads: readonly string[] = ["key", "is"]): string {
  const rows = Object.entries(properties).map(([key, value]) => {
    const facts = [required.includes(key) ? "Required." : "", value.default === undefined ? "" : `Default \`${JSON.stringify(value.default)}\`.`];
    const described = value.description ?? definitions[value.$ref?.slice(definitionPath.length) ?? ""]?.description;
    const says = [sentence(described), ...facts].filter((part) => part !== "").join(" ");
    return `| \`${key}\` | ${cell(typeOf(value))} | ${cell(says)} |`;
  });
  if (rows.length === 0) return "No keys of its own.";
  return [`| ${heads[0]} | type | ${heads[1]} |`, "|---|---|---|", ...rows].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
const sentence = (text = ""): string => (text === "" || /[.!?]$/.test(text) ? text : `${text}.`);

/** The type of a value in words, with a link where it is described at length. */
function typeOf(schema: JsonSchema): string {
  const { $ref, const: constant, enum: choices, anyOf, oneOf, type, items, prefixItems, additionalProperties, pattern, format } = schema;
  if ($ref !== undefined) return linkTo($ref.slice(definitionPath.length));
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(", ");
  if (oneOf?.some(({ $ref: kind }) => kind?.includes("metric_"))) return "a [kind of metric](#kinds-of-metric)";
  if (anyOf !== undefined || oneOf !== undefined) return [...new Set((anyOf ?? oneOf ?? []).map(typeOf))].join(" or ");
  if (Array.isArray(type)) return type.map((name) => nouns[name] ?? name).join(" or ");
  if (type === "array") return prefixItems ? `[${prefixItems.map(typeOf).join(", ")}]` : `list of ${typeof items === "object" ? typeOf(items) : "anything"}`;
  if (type === "object") return typeof additionalProperties === "object" ? `map of id to ${typeOf(additionalProperties)}` : `map of ${Object.keys(schema.properties ?? {}).map((key) => `\`${key}\``).join(", ")}`;
  if (format === "date") return "date";
  return pattern?.includes("hdw") ? "duration" : (nouns[type as string] ?? "anything");
}

const nouns: Readonly<Record<string, string>> = { string: "text", number: "number", integer: "whole number", boolean: "true or false" };

function linkTo(name: string): string {
  return name === "Conditions" ? "list of [Condition](#condition)" : `[${name}](#${name.toLowerCase()})`;
}
