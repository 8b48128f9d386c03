import { z } from "zod";
import { kindMeanings } from "../metrics/meanings.ts";
import type { MetricKind } from "../metrics/schema.ts";
import { scenarioFileSchema } from "./scenarios/schema.ts";
import { packSchema } from "./schema.ts";

/** As much of JSON Schema as our own schemas become. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: boolean | JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

export const definitionPath = "#/$defs/";

/**
 * The JSON Schema of one file of a pack, for completion and first checks in an editor. No section, and no key of a
 * section that may be spread over files, is required; references, cycles and opinions are what `bellwether check` is for.
 */
export function packJsonSchema(): JsonSchema {
  const generated = z.toJSONSchema(packSchema, { io: "input" }) as JsonSchema;
  const { Pack = {}, About = {}, Model = {}, ...definitions } = generated.$defs ?? {};
  const metrics = Pack.properties?.["metrics"];
  const kinds = namedKinds(metrics);
  const choices = { oneOf: Object.keys(kinds).map((name) => ({ $ref: `${definitionPath}${name}` })) };
  const file = { ...partial(Pack), properties: { ...Pack.properties, metrics: { ...metrics, additionalProperties: choices } } };
  return withNames({ ...generated, $defs: { Pack: file, About: partial(About), ...namedParts(partial(Model)), ...kinds, ...definitions } });
}

/** The JSON Schema of one file of tests of a pack. */
export function testsJsonSchema(): JsonSchema {
  return z.toJSONSchema(scenarioFileSchema, { io: "input" }) as JsonSchema;
}

/** The model's categories, and the metrics in them, as definitions of their own. */
function namedParts(model: JsonSchema): Record<string, JsonSchema> {
  const Category = eachOf(model.properties?.["categories"]);
  const Metric = eachOf(Category.properties?.["metrics"]);
  return {
    Model: withEach(model, "categories", "Category"),
    Category: { description: "Metrics that belong together; its score is their weighted mean.", ...withEach(Category, "metrics", "ScoredMetric") },
    ScoredMetric: { description: "How a metric counts: its weight, and what its values are worth.", ...Metric },
  };
}

function eachOf(map: JsonSchema | undefined): JsonSchema {
  return typeof map?.additionalProperties === "object" ? map.additionalProperties : {};
}

function withEach(schema: JsonSchema, key: string, name: string): JsonSchema {
  return { ...schema, properties: { ...schema.properties, [key]: { ...schema.properties?.[key], additionalProperties: { $ref: `${definitionPath}${name}` } } } };
}

function partial({ required: _required, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** One definition for each kind of metric, so that an editor can name it. */
function namedKinds(metrics: JsonSchema | undefined): Record<string, JsonSchema> {
  return Object.fromEntries(
    (eachOf(metrics).oneOf ?? []).map((schema) => {
      const kind = schema.properties?.["kind"]?.const as MetricKind;
      return [`metric_${kind}`, { title: kind, description: kindMeanings[kind], ...schema }];
    }),
  );
}

/** Zod numbers what it meets twice and nobody named; the list of conditions is all there is of that. */
function withNames(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll("__schema0", "Conditions")) as JsonSchema;
}
