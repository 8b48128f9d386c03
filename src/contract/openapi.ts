import { z } from "zod";
import { accessAnswers, accessPaths, pathParameters } from "./access-openapi.ts";
import { changeSchema } from "./changes.ts";
import { type RouteName, changesPath, exportPaths, paths } from "./paths.ts";
import { importFilePathsOf } from "./import-openapi.ts";
import { problemSchema } from "./problem.ts";
import { recordOpenApiPaths } from "./record-openapi.ts";
import { recordedSchema } from "./record.ts";
import { type Route, routes } from "./routes.ts";
import { workAnswers, workOperations } from "./work-openapi.ts";

type Json = Record<string, unknown>;

const scopeWords: Readonly<Record<Route["scope"], string>> = {
  accounts: "A read key with the scope `accounts`, or a signed-in teammate.",
  people: "A read key with the scope `people`, or a signed-in teammate: it is personal data.",
  publish: "A read key with the scope `publish`, or a signed-in teammate.",
  pipeline: "A read key with the scope `pipeline`, or a signed-in teammate.",
  record: "A key with the scope `record`, or a signed-in teammate.",
  privacy: "A read key with the scope `privacy`, or a signed-in teammate.",
};

/** The API as an OpenAPI 3.1 document, made from the tables of routes. */
export function openApiDocument(): Json {
  const schemas = componentSchemas();
  return {
    openapi: "3.1.0",
    info: {
      title: "Bellwether",
      version: "1",
      description: "Customer health scores, read as of any instant. Instants are ISO 8601 in UTC, scores and points go from 0 to 100, coverage is in percent, weights and shares go from 0 to 1; what can't be told is null. New members may be added to answers at any time.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ readKey: [] }],
    paths: joined(
      Object.fromEntries((Object.keys(routes) as RouteName[]).map((name) => [paths[name], { get: operation(name, routes[name], schemas.of(name)) }])),
      { [changesPath]: { get: changesOperation(schemas.of("changes")) } },
      { [exportPaths.user]: { get: exportOperation("User") }, [exportPaths.account]: { get: exportOperation("Account") } },
      accessPaths({ answerOf: schemas.of, queryOf: (query) => (query ? parametersOf(query, "query") : []), problem: problemResponse }),
      importFilePathsOf(problemResponse),
      recordOpenApiPaths(schemas.of("recorded"), problemResponse),
      ...workOperations(schemas.of, problemResponse).map(({ path, method, operation: one }) => ({ [path]: { [method]: one } })),
    ),
    components: { schemas: schemas.components, securitySchemes: { session: { type: "apiKey", in: "cookie", name: "bellwether.session_token", description: "Of somebody who is signed in; over HTTPS its name begins with `__Secure-`. A workspace other than `default` stands in it: `bellwether-acme.session_token`." }, readKey: { type: "http", scheme: "bearer", description: "A read key; the page uses its session instead." } } },
  };
}

/** A path may be asked in several ways. */
function joined(...all: readonly Readonly<Record<string, Json>>[]): Json {
  const paths: Record<string, Json> = {};
  for (const some of all) for (const [path, operations] of Object.entries(some)) paths[path] = { ...paths[path], ...operations };
  return paths;
}

function operation(name: string, { summary, scope, params, query }: Route, response: Json): Json {
  return {
    operationId: name,
    summary,
    description: scopeWords[scope],
    parameters: [...parametersOf(params, "path"), ...parametersOf(query, "query")],
    responses: { "200": { description: "The answer", content: { "application/json": { schema: response } } }, default: problemResponse },
  };
}

function changesOperation(event: Json): Json {
  return {
    operationId: "changes",
    summary: "Accounts whose line changed, as server-sent events",
    description: `${scopeWords.accounts} Each event \`change\` has as its data one JSON document.`,
    parameters: [],
    responses: { "200": { description: "A stream that doesn't end", content: { "text/event-stream": { schema: event } } }, default: problemResponse },
  };
}

function exportOperation(of: "User" | "Account"): Json {
  return {
    operationId: `export${of}`,
    summary: `Everything that is held of ${of === "User" ? "a user" : "an account"}`,
    description: "Teammates with the role `administrator`; keys with the scope `privacy`. A JSON document a line, each with its `kind`; the first says of whom it is.",
    security: [{ session: [] }, { readKey: [] }],
    parameters: pathParameters(exportPaths[of === "User" ? "user" : "account"]),
    responses: { "200": { description: "The records", content: { "application/x-ndjson": { schema: { type: "string" } } } }, default: problemResponse },
  };
}

const problemResponse = { description: "A problem, as RFC 9457 says", content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } };

function parametersOf(schema: z.ZodObject, place: "path" | "query"): Json[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { $schema: _schema, description, ...rest } = z.toJSONSchema(field as z.ZodType, { io: "input", override: plainDates }) as Json;
    const required = place === "path" || !(field as z.ZodType).safeParse(undefined).success;
    return { name, in: place, required, ...(description === undefined ? {} : { description }), schema: inlined(rest) };
  });
}

/** A parameter stands by itself: what it refers to is written into it. */
function inlined(schema: Json): Json {
  const { $defs: defs = {}, ...rest } = schema as Json & { $defs?: Json };
  return mapRefs(rest, (ref) => {
    const { id: _id, ...target } = (defs[ref.replace("#/$defs/", "")] ?? {}) as Json;
    return target;
  }) as Json;
}

/** Every named schema once, under `components`. */
function componentSchemas(): { readonly components: Json; readonly of: (name: string) => Json } {
  const all = z.object({ ...Object.fromEntries(Object.entries(routes).map(([name, { response }]) => [name, response])), ...accessAnswers, ...workAnswers, recorded: recordedSchema, changes: changeSchema, problem: problemSchema });
  const { $defs: defs = {}, properties = {} } = z.toJSONSchema(all, { io: "output", reused: "inline", override: plainDates }) as { $defs?: Record<string, Json>; properties?: Record<string, Json> };
  const toComponent = (schema: unknown): unknown => mapRefs(schema, (ref) => ({ $ref: ref.replace("#/$defs/", "#/components/schemas/") }));
  const components = Object.fromEntries(Object.entries(defs).map(([id, { id: _id, ...schema }]) => [id, toComponent(schema)]));
  return { components, of: (name) => toComponent(properties[name]) as Json };
}

function mapRefs(schema: unknown, map: (ref: string) => Json): unknown {
  if (Array.isArray(schema)) return schema.map((part) => mapRefs(part, map));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref: ref, ...rest } = schema as Json;
  const members = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, mapRefs(part, map)]));
  return typeof ref === "string" ? { ...map(ref), ...members } : members;
}

/** The pattern of a date is longer than everything else, and answers may get more members. */
function plainDates({ jsonSchema }: { jsonSchema: Json }): void {
  if (jsonSchema["format"] === "date-time") delete jsonSchema["pattern"];
  if (jsonSchema["type"] === "object" && jsonSchema["additionalProperties"] === false) delete jsonSchema["additionalProperties"];
}
